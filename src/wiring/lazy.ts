/**
 * A port whose methods all answer promises, loaded when the first of them is called: what speaks to vendors is not needed to
 * begin serving people, and takes as long to load as all the rest.
 */
export function lazily<Port extends object>(load: () => Promise<Port>): Port {
  let loading: Promise<Port> | undefined;
  async function call(name: string | symbol, given: unknown[]): Promise<unknown> {
    loading ??= load();
    const port = await loading;
    const method: unknown = Reflect.get(port, name);
    if (typeof method !== "function") throw new TypeError(`There is no ${String(name)} in this port.`);
    return method.apply(port, given);
  }
  return new Proxy({} as Port, {
    // A promise would be waited for by whoever is given it.
    get: (_target, name) => (name === "then" ? undefined : (...given: unknown[]) => call(name, given)),
  });
}
