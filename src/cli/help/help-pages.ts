import { Help, type Command, type Option } from 'commander';
import { stylesFor } from '../../output/layout/styles.ts';
import { longHelpOf } from '../catalogue/option.ts';
import { CatalogueOption } from '../options/commander-options.ts';

/** Help is read as a page; longer lines than this are hard to follow. */
export const WIDEST_HELP = 100;

/** The help that `--help` shows: all that there is to say. */
export class LongHelp extends Help {
  override minWidthToWrap = 20;

  /** Commander leaves colours out where there are none. */
  override styleTitle(title: string): string {
    return stylesFor(true).bold(title);
  }

  /** How a command is called, on two lines where it is called by a long name. */
  override commandUsage(command: Command): string {
    const usage = super.commandUsage(command);
    const isLong = `Usage: ${usage}`.length > (this.helpWidth ?? WIDEST_HELP);
    return isLong ? usage.replace(' [', '\n  [') : usage;
  }

  override optionDescription(option: Option): string {
    return option instanceof CatalogueOption ? longHelpOf(option.entry) : option.description;
  }
}

/** The help that `-h` shows: how the command is called, and a line for each option. */
export class ShortHelp extends LongHelp {
  override visibleArguments(): [] {
    return [];
  }

  override optionDescription(option: Option): string {
    return option instanceof CatalogueOption ? option.entry.help : option.description;
  }

  override formatItem(term: string, termWidth: number, description: string, helper: Help): string {
    const width = (helper.helpWidth ?? WIDEST_HELP) - termWidth - AROUND_TERMS;
    return super.formatItem(term, termWidth, cutTo(width, description), helper);
  }
}

/** Columns of an item that neither the term nor its description takes. */
const AROUND_TERMS = 4;

/** Text cut after a word so that it fits a line. */
function cutTo(width: number, text: string): string {
  if (text.length <= width) return text;
  return `${text.slice(0, width - 1).replace(/[\s,;:]+\S*$/, '')}…`;
}
