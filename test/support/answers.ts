/** Answers of the API are looked into without knowing their shape; what a test expects of them is in the test. */
// biome-ignore lint/suspicious/noExplicitAny: a wrong guess fails the test that made it.
export const bodyOf = async (response: Response): Promise<any> => await response.json()

/** The last segment of a problem's type. */
export const problemOf = async (response: Response): Promise<[number, string]> => {
  const { type } = await bodyOf(response)
  return [response.status, String(type).split('/problems/')[1] ?? 'not a problem']
}
