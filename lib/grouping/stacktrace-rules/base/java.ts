const FRAMEWORKS = [
  'akka',
  'com.fasterxml',
  'com.microsoft',
  'com.sun',
  'feign',
  'io.opentelemetry',
  'io.sentry',
  'jdk',
  'oauth',
  'org.apache',
  'org.glassfish',
  'org.jboss',
  'org.jdesktop',
  'org.postgresql',
  'org.springframework',
  'org.web3j',
  'reactor.core',
  'scala',
  'sun',
];

const LIBRARIES = ['kotlin', 'kotlinx', 'io.ktor', 'io.netty'];

/** Java, Kotlin, Scala and Android. */
export const JAVA_RULES = `
${FRAMEWORKS.map(name => `family:other module:${name}.* category=framework`).join('\n')}
${LIBRARIES.map(name => `family:other module:${name}.* -app`).join('\n')}
family:other category:framework -app
family:other module:io.sentry.* -group
`;
