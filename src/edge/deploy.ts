export { type DeployHook, type DeployHookOptions, deployHook, type HookRequest } from './deploy-hook.js'
