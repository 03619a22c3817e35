// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "parley/base/index.h"

namespace parley::game {

using ActorId = base::Index<struct ActorTag>;
/// A place where something happens: some actors move, or chance does.
using NodeId = base::Index<struct NodeTag>;
/// One actor's turn to choose at one node.
using SeatId = base::Index<struct SeatTag>;
/// One move open to one seat: a place in a profile.
using MoveId = base::Index<struct MoveTag>;
/// One combination of moves of all seats of one node.
using JointId = base::Index<struct JointTag>;
/// One private type of one actor: numbered actor after actor, so that a game without types has one an actor.
using TypeId = base::Index<struct TypeTag>;
/// One named part of one actor's payoff.
using TermId = base::Index<struct TermTag>;

}  // namespace parley::game
