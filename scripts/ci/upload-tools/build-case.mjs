// Builds and uploads one case, where a person would: in the folder of the application.
//   node build-case.mjs <name of the case> <place as JSON>   prints the built script's path in its last line
import { CASES } from './cases.mjs';

const [name, place] = process.argv.slice(2);
const { entry } = await CASES.find(each => each.name === name).build(JSON.parse(place));
// Old plugins go on uploading when the bundler has said that it is done.
process.on('exit', () => console.log(entry));
