/** The version of Fledge that the application runs on. */
export const version = "0.1.0";
