export { type GuideActions, GuideActionsProvider } from "./components/actions.tsx";
export { type CourseEntry, type CourseSection, courses, getGuide, sections } from "./course.ts";
export type { Guide, Step, StepProse } from "./guide.ts";
export {
  type EncodedFile,
  fetchGuide,
  type GuideData,
  projectAtStep,
  type StepData,
  solutionChanges,
} from "./guide_data.ts";
export { guides } from "./guides/index.ts";
export { stepProse } from "./prose.ts";
