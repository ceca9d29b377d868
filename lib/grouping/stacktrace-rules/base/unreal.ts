/**
 * Unreal Engine, whose checks and ensures are reported by a walk of frames that are all the engine's. They say which
 * frames are of the application: all up to the one that checked, and none behind it. Which frames count is unchanged.
 * From the newest frame of that walk to the oldest, as a later rule takes back what an earlier one said.
 */
export const UNREAL_RULES = `
# The Sentry plugin's door, by which events are sent on purpose
family:native function:USentrySubsystem::* v+app -app ^-app

# What ends a program: checks, and messages that are fatal
family:native function:FDebug::ProcessFatalError* v+app -app ^-app
family:native function:FDebug::AssertFailed* v+app -app ^-app
family:native function:FDebug::CheckVerifyFailedImpl* v+app -app ^-app
family:native function:UE::Logging::Private::BasicFatalLog* v+app -app ^-app
family:native function:FMsg::Logf*Internal* v+app -app ^-app

# Ensures, which only tell: the entrance is another one in each generation of the engine
family:native function:FDebug::EnsureFailed* v+app -app ^-app
family:native function:FDebug::OptionallyLogFormattedEnsureMessageReturningFalse* v+app -app ^-app
family:native function:UE::Assert::Private::ExecCheckImplInternal* v+app -app ^-app

# What the macros wrap around them
family:native function:*operator() | [ function:FDebug::* ] -app
family:native function:*DispatchCheckVerify<T> -app
`;
