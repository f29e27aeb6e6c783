import { openProjectApplication } from "./worker/project_application.ts";
import { hostApplication } from "./worker/worker_host.ts";

hostApplication(self as unknown as DedicatedWorkerGlobalScope, openProjectApplication);
