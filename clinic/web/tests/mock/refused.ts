/** A refusal of the double, as an OperationOutcome will say it. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly headers: Record<string, string> = {},
    readonly expression: string | null = null,
    readonly missing: readonly { system: string; code: string; text: string }[] = [],
    readonly text = "Refused.",
  ) {
    super(code);
  }

  outcome(): object {
    const issue = (system: string, code: string, text: string) => ({
      severity: "error",
      code: "processing",
      details: { coding: [{ system, code }], text },
    });
    const systems = "https://landfall.example/fhir/CodeSystem";
    return {
      resourceType: "OperationOutcome",
      issue: [
        {
          ...issue(`${systems}/refusal`, this.code, this.text),
          diagnostics: "request 0",
          ...(this.expression === null ? {} : { expression: [this.expression] }),
        },
        ...this.missing.map((each) => issue(`${systems}/${each.system}`, each.code, each.text)),
      ],
    };
  }
}
