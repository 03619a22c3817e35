// SPDX-License-Identifier: Apache-2.0
import { render } from "preact";
import type { Answer, Claims, Explanation } from "./answer";
import { ClaimsPage } from "./claims_page";
import type { Deals } from "./deals";
import { DealsPage } from "./deals_page";
import { ExplanationPage } from "./explanation_page";
import { Page } from "./page";
import "./style.css";

type Document = Answer | Explanation | Claims | Deals;

function read_answer(): Document | string {
  const text = document.getElementById("parley-answer")?.textContent;
  if (!text) return "This page holds no answer. It is the empty form that Parley fills in.";
  try {
    const answer = JSON.parse(text) as Document;
    if (!["answer", "explanation", "claims", "deals"].includes(answer.kind) || answer.schema_version !== 1)
      return "The answer in this page is of a kind or version that the page does not know.";
    return answer;
  } catch {
    return "The answer in this page is damaged and cannot be read.";
  }
}

function PageOf({ document }: { document: Document }) {
  if (document.kind === "explanation") return <ExplanationPage explanation={document as Explanation} />;
  if (document.kind === "claims") return <ClaimsPage claims={document as Claims} />;
  if (document.kind === "deals") return <DealsPage deals={document as Deals} />;
  return <Page answer={document as Answer} />;
}

/** What is folded away on the screen is printed too. */
function unfold_for_print(): void {
  let opened: HTMLDetailsElement[] = [];
  addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll<HTMLDetailsElement>("details:not([open])")];
    for (const details of opened) details.open = true;
  });
  addEventListener("afterprint", () => {
    for (const details of opened) details.open = false;
  });
}

const root = document.getElementById("page");
if (root) {
  const answer = read_answer();
  root.replaceChildren();
  if (typeof answer === "string") {
    render(<main class="alone"><h1>Parley</h1><p>{answer}</p></main>, root);
  } else {
    document.title = `${answer.scenario.title} – Parley`;
    render(<PageOf document={answer} />, root);
    unfold_for_print();
  }
}
