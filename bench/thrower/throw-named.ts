/** Throws from a function of that name: another name is another issue. */
export const throwNamed = (name: string): never => {
  const named = {
    [name]: (): never => {
      throw new Error(`thrown by ${name}`);
    },
  };
  // It was put there two lines above.
  return (named[name] as () => never)();
};
