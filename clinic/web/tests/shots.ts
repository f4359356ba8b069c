// Pictures of every view from the sample clinic: light and dark, a window and a tablet, and paper.
//   npm run shots            into the folder named by LANDFALL_SHOTS, else a new temporary one
import { mkdirSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { launch, open, signIn } from "./browser.ts";
import { MockClinic, account } from "./mock/clinic.ts";
import { doseDrawnUp, readyForDose } from "./mock/sample_care.ts";
import { sampleWorld } from "./mock/world.ts";

const folder = process.env.LANDFALL_SHOTS ?? mkdtempSync(join(tmpdir(), "landfall-shots-"));
mkdirSync(folder, { recursive: true });
const dist = join(process.env.LANDFALL_WEB ?? ".", "dist");
const browser = await launch();
const looks = [
  { name: "light-1280", width: 1280, colorScheme: "light" as const },
  { name: "dark-1280", width: 1280, colorScheme: "dark" as const },
  { name: "light-820", width: 820, colorScheme: "light" as const },
  { name: "dark-820", width: 820, colorScheme: "dark" as const },
  { name: "light-390", width: 390, colorScheme: "light" as const },
];
for (const look of looks) {
  const world = sampleWorld(Date.now());
  world.patients[0]?.care.dosing.set(1, [...readyForDose(world), doseDrawnUp(world)]);
  const [ada, , , , priya] = world.patients;
  for (const form of ["who-5", "pcl-5", "audit-c", "shaps"]) {
    if (ada) world.answer(ada, form, [1, 2, 1, 1, 1], 8 * 24 * 3_600_000);
  }
  if (priya) world.helpFlag(priya, 4 * 60_000);
  const clinic = new MockClinic(world, dist);
  const origin = await clinic.start();
  clinic.openSecondSession();
  const { page, context } = await open(browser, origin, {
    viewport: { width: look.width, height: 900 },
    colorScheme: look.colorScheme,
  });
  const shot = (name: string) =>
    page.screenshot({ path: join(folder, `${name}-${look.name}.png`), fullPage: true });
  await page.goto(`${origin}/review/`);
  await page.getByTestId("login-submit").click();
  await shot("login");
  await signIn(page, origin, account);
  await page.getByTestId("patient-row").first().waitFor();
  await shot("overview");
  await page.getByTestId("patient-row").filter({ hasText: "Ada" }).click();
  await page.getByTestId("score-phq-9").waitFor();
  await page.evaluate(() => document.fonts.ready);
  await shot("patient");
  await page.screenshot({ path: join(folder, `first-screen-${look.name}.png`) });
  await page.getByTestId("score-view-phq-9").click();
  await page.getByTestId("item-answers-all").first().click();
  await page.getByTestId("flag-acknowledge").click();
  await shot("patient-table");
  await page.getByTestId("measures-more").click();
  await page.getByTestId("rating-open").click();
  await page.getByTestId("rating-form").selectOption("cssrs-screener");
  await page.getByTestId("effect-confirm").click();
  for (const name of ["plan", "eligibility", "consents", "missing", "devices"])
    await page.getByTestId(`fold-${name}`).click();
  await shot("patient-open");
  await page.getByTestId("dosing-open").click();
  await page.getByTestId("dosing-step").first().waitFor();
  await page.getByTestId("dosing-step-vitals").click();
  await shot("dosing");
  await page.getByTestId("patient-row").filter({ hasText: "Priya" }).click();
  await page.getByTestId("flag").waitFor();
  await shot("help-now");
  await page.getByTestId("patient-row").filter({ hasText: "Lena" }).click();
  await page.getByTestId("confirm-device").waitFor();
  await shot("pending");
  await page.getByTestId("nav-sessions").click();
  await page.getByTestId("session").first().waitFor();
  await shot("sessions");
  if (look.name.endsWith("1280")) {
    await page.goto(`${origin}/review/#/patient/${clinic.world.patients[0]?.patient.id}`);
    await page.getByTestId("score-phq-9").waitFor();
    await page.emulateMedia({ media: "print" });
    await shot("print");
    await page.pdf({ path: join(folder, `patient-${look.name}.pdf`), format: "A4" });
  }
  await context.close();
  await clinic.stop();
  if (clinic.complaints.length > 0) throw new Error(clinic.complaints.join("\n"));
}
await browser.close();
process.stdout.write(`screenshots: ${folder}\n`);
