/** merge search and attachments */
export const revision = '5cc9a4069232'
export const downRevision = ['5bf8dc26280c', 'be871c76788b']
export const branchLabels = null
export const dependsOn = null
export const message = 'merge search and attachments'

export function upgrade() {}

export function downgrade() {}
