export { type Check, type Finding, ill, some, well } from './check.ts';
export { checkNames, type Diagnosis, doctor } from './doctor.ts';
export { diagnosisJson, diagnosisText } from './report.ts';
