/** What the JVM and its frameworks generate at run time, by the part of the name that stays and the one that does not. */
const GENERATED: readonly (readonly [RegExp, string])[] = [
  [/^((?:sun|jdk\.internal)\.reflect\.GeneratedMethodAccessor).*$/s, '$1'],
  [/(\.Generated(?:Serialization)?ConstructorAccessor)\d+/g, '$1<auto>'],
  [/(\$\$\w{0,64}?CGLIB\$\$)[0-9a-fA-F]+(?:_\d+)?/g, '$1<auto>'],
  [/(\$\$?(?:EnhancerBy|FastClassBy)\w{0,64}?\$\$?)[0-9a-fA-F]+(?:_\d+)?/g, '$1<auto>'],
  [/\$\$_javassist(?:_seam)?(?:_\d+)?/g, '$$$$_javassist<auto>'],
  [/(\$fn__)\d+/g, '$1<auto>'],
  [/(\$\$?HibernateProxy\$\$?)\w+/g, '$1<auto>'],
];

/** A class that was generated under another number is still the same place. */
export function generalizeJavaModule(module: string): string {
  if (!module.includes('$') && !module.includes('.Generated') && !module.includes('.reflect.')) return module;
  return GENERATED.reduce((name, [pattern, replacement]) => name.replace(pattern, replacement), module);
}

export const generalizeJavaFilename = (filename: string): string =>
  filename.replace(/\$\$_javassist(?:_seam)?(?:_\d+)?/g, '$$$$_javassist<auto>');
