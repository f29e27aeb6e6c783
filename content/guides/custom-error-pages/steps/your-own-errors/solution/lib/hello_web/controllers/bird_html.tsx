import type { Bird } from "../../hello/birds.ts";
import { Header } from "../components/core_components.tsx";

export function show({ bird }: { bird: Bird }) {
  return <Header subtitle={bird.song}>The {bird.name}</Header>;
}
