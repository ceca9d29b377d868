/** Functions of the standard libraries of compiled languages, by what they are in a stack. */
export const NATIVE_FUNCTION_RULES = String.raw`
# Standard libraries
family:native function:std::* category=std
family:native function:core::{any,array,cell,char,cmp,convert,fmt,future,hash,iter,mem,num,ops,option,ptr,result,slice,str,sync,task,time}::* category=std
family:native function:alloc::{alloc,borrow,boxed,collections,fmt,raw_vec,rc,slice,str,string,sync,vec}::* category=std
family:native function:__gnu_cxx::* category=std
family:native function:Swift.* category=std
family:native function:swift_* category=std
family:native function:__swift_* category=std
family:native function:objc_* category=std
family:native function:mem{cpy,move,set,cmp}* category=system
family:native function:__mem{cpy,move,set,cmp}* category=system
family:native function:_platform_mem{cpy,move,set,cmp}* category=system
family:native path:/rustc/** category=std
family:native path:**/rustc-1*/** category=std
family:native path:**/.cargo/registry/** -app
family:native path:**/.rustup/toolchains/** category=std
family:native path:**/vctools/crt/** category=std
family:native path:**/VC/Tools/MSVC/** category=std
family:native path:**/include/c++/** category=std
family:native path:"**/Windows Kits/**" category=system

# Calls through something that only calls on
family:native function:std::function<T>::operator() category=indirection
family:native function:std::__1::function<T>::operator() category=indirection
family:native function:std::__1::__function::* category=indirection
family:native function:std::__ndk1::function<T>::operator() category=indirection
family:native function:std::__ndk1::__function::* category=indirection
family:native function:std::_Function_handler<T>::* category=indirection
family:native function:std::_Func_impl*::* category=indirection
family:native function:std::_Func_class<T>::operator() category=indirection
family:native function:std::_Invoker_*::* category=indirection
family:native function:std::invoke* category=indirection
family:native function:std::__invoke* category=indirection
family:native function:std::__1::__invoke* category=indirection
family:native function:std::_Invoker* category=indirection
family:native function:std::_Bind<T>::* category=indirection
family:native function:std::__1::__bind* category=indirection
family:native function:core::ops::function::* category=indirection
family:native function:alloc::boxed::*::call* category=indirection
family:native function:core::panic::unwind_safe::* category=indirection
family:native function:std::panic::AssertUnwindSafe* category=indirection
# Functions without a name, which something else has to call
family:native function:*lambda::operator() category=indirection
family:native function:*<lambda>::operator() category=indirection
family:native function:*::<T>::operator() category=indirection
family:native function:__invoking___ category=indirection
family:native function:___forwarding___ category=indirection
family:native function:_CF_forwarding_prep_* category=indirection
family:native function:"-\[NSInvocation invoke*" category=indirection
family:native function:"-\[NSObject(NSThreadPerformAdditions) performSelector*" category=indirection

# What compilers put between two functions, by what is left of its name
family:native function:"thunk for closure" category=internals
family:native function:closure category=internals
family:native function:@{callee_guaranteed,callee_unowned,convention,escaping,Sendable} category=internals

# Machinery between the application and its run loop
# The idle run loop waits in these.
family:native function:mach_msg* category=internals
family:native function:CFRunLoop* category=internals
family:native function:_CFRunLoop* category=internals
family:native function:__CFRunLoop* category=internals
family:native function:__CFRUNLOOP_* category=internals
family:native function:__CFNOTIFICATIONCENTER_* category=internals
family:native function:_CFXNotificationPost category=internals
family:native function:_CFXRegistrationPost category=internals
family:native function:___CFXRegistrationPost* category=internals
family:native function:__CFSOCKET_* category=internals
family:native function:GSEvent* category=internals
family:native function:_dispatch_* category=internals
family:native function:dispatch_{after,apply,async,barrier,block,group,main,once,source,sync,workloop}* category=internals
family:native function:__dispatch_* category=internals
# The system's own blocks; those of the application are where it broke.
family:native function:*_block_invoke* app:no category=internals
family:native function:_pthread_wqthread category=threadbase
family:native function:ReceiveNextEventCommon category=internals
family:native function:RunCurrentEventLoopInMode category=internals
family:native function:_BlockUntilNextEventMatchingListInModeWithFilter category=internals
family:native function:_BlockUntilNextEventMatchingListInMode category=internals
family:native function:_DPSNextEvent category=internals
family:native function:__rust_* category=internals
family:native function:___rust_* category=internals
family:native function:std::panicking::try* category=internals
family:native function:std::panic::catch_unwind category=internals
family:native function:UserCallWinProc* category=internals
family:native function:UserCallDlgProc* category=internals
family:native function:DispatchMessage* category=internals
family:native function:DispatchClientMessage category=internals
family:native function:DispatchHookW category=internals
family:native function:KiUserCallbackDispatcher* category=internals
family:native function:CallWindowProc* category=internals
family:native function:InternalCallWinProc category=internals

# Where threads begin
family:native function:UIApplicationMain category=threadbase
family:native function:NSApplicationMain category=threadbase
family:native function:_dispatch_worker_thread* category=threadbase
family:native function:_dispatch_workloop_worker_thread category=threadbase
family:native function:_start category=threadbase
family:native package:**/libdyld.dylib function:start category=threadbase
family:native package:**/dyld* function:start category=threadbase
family:native function:__libc_start_main* category=threadbase
family:native function:__libc_start_call_main category=threadbase
family:native function:libc_start_main_stage2 category=threadbase
family:native function:__libc_init category=threadbase
family:native function:__start_thread category=threadbase
family:native function:start_thread category=threadbase
family:native function:thread_start category=threadbase
family:native function:_thread_start category=threadbase
family:native function:clone category=threadbase
family:native function:__clone category=threadbase
family:native function:clone3 category=threadbase
family:native function:__clone3 category=threadbase
family:native function:__pthread_start* category=threadbase
family:native function:_pthread_start category=threadbase
family:native function:_pthread_body category=threadbase
family:native function:start_wqthread category=threadbase
family:native function:__NSThread__start__ category=threadbase
family:native function:std::__1::__thread_proxy* category=threadbase
family:native function:std::__ndk1::__thread_proxy* category=threadbase
family:native function:std::thread::_State_impl<T>::_M_run category=threadbase
family:native function:execute_native_thread_routine* category=threadbase
family:native function:std::thread::_Invoke* category=threadbase
family:native function:std::rt::lang_start* category=threadbase
family:native function:std::sys_common::backtrace::__rust_begin_short_backtrace category=threadbase
family:native function:std::sys::backtrace::__rust_begin_short_backtrace category=threadbase
family:native function:std::sys::*thread::Thread::new::thread_start category=threadbase
family:native function:std::thread::Builder::spawn* category=threadbase
family:native function:RtlUserThreadStart* category=threadbase
family:native function:_RtlUserThreadStart* category=threadbase
family:native function:__RtlUserThreadStart* category=threadbase
family:native function:BaseThreadInitThunk category=threadbase
family:native function:BaseThreadInitThunk$* category=threadbase
family:native function:__scrt_common_main* category=threadbase
family:native function:invoke_main category=threadbase
family:native function:__tmainCRTStartup category=threadbase
family:native function:mainCRTStartup category=threadbase
family:native function:wmainCRTStartup category=threadbase
family:native function:WinMainCRTStartup category=threadbase
family:native function:wWinMainCRTStartup category=threadbase
family:native function:thread_start<T> category=threadbase
family:native function:_callthreadstart* category=threadbase
family:native function:_threadstart* category=threadbase
family:native function:_beginthreadex* category=threadbase
family:native function:TppWorkerThread category=threadbase
family:native function:art::Thread::CreateCallback category=threadbase
`;
