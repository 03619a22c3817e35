// SPDX-License-Identifier: Apache-2.0
import type { Method } from "../answer";

export const kMethods: Record<Method, string> = {
  exact: "computed from the solved game to the rounding of the machine; nothing is sampled",
  bounded: "within a stated error that separate code has proved",
  estimated: "from sampled paths, with a statistical error",
  heuristic: "the best found, with no guarantee",
};

/** How a number was got, said quietly beside it; the words are explained under "Certificate". */
export function MethodNote({ method }: { method: Method }) {
  return <span class={`method method-${method}`}>{method}</span>;
}
