export { type Check, type Finding, ill, some, well } from './check.ts';
export { type CheckResult, checkNames, type Diagnosis, type DoctorOptions, doctor } from './doctor.ts';
export { diagnosisJson, diagnosisText } from './report.ts';
