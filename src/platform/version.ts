/** As package.json has it (a test sees to that). */
export const version = '0.1.0'
