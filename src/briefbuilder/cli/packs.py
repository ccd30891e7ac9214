"""The commands `pack` and `verify`."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path
from typing import TYPE_CHECKING

from briefbuilder.cli.context import CommandContext, CommandGroup, find_briefing

if TYPE_CHECKING:
    from briefbuilder.app.verify_pack import PackCheck


def add(group: CommandGroup) -> None:
    """Add the commands of this module to the parser."""
    pack = group.command("pack", pack_briefing)
    pack.add_argument("dossier", metavar="DOSSIER", type=Path, help=group.help("dossier"))
    pack.add_argument("briefing", metavar="BRIEFING", help=group.help("briefing"))
    pack.add_argument(
        "-o", "--output", metavar="FILE.zip", type=Path, required=True, help=group.help("pack-output")
    )
    pack.add_argument("--audience", metavar="NAME", help=group.help("audience"))
    pack.add_argument("--anyway", action="store_true", help=group.help("anyway"))
    verify = group.command("verify", verify_file)
    verify.add_argument("pack", metavar="FILE.zip", type=Path, help=group.help("pack-file"))


def pack_briefing(arguments: Namespace, context: CommandContext) -> int:
    """Export a briefing and write it with its sources into an evidence pack."""
    from briefbuilder.app.evidence_pack import prepare_pack, write_pack
    from briefbuilder.app.export_records import keep_record

    def progress(share: float) -> None:
        context.console.progress(context.words.text("cli-exporting", percent=f"{share:.0%}"))

    with context.open_dossier(arguments.dossier) as session:
        briefing = find_briefing(session.store.briefings(), arguments.briefing)
        given, findings = prepare_pack(session, briefing.id, arguments.audience)
        pack = write_pack(given, arguments.output, findings, anyway=arguments.anyway, on_progress=progress)
        keep_record(session, pack.record)
    originals = sum(source.file is not None for source in pack.manifest.sources)
    left_out = [
        {"article": name, "sha256": digest, "reason": context.words.text(f"pack-reason-{reason}")}
        for name, digest, reason in pack.left_out
    ]
    words = context.words
    shape = {
        "file": str(arguments.output),
        "statements": len(pack.manifest.statements),
        "originals": originals,
        "left_out": left_out,
        "sha256": pack.sha256,
    }
    lines = [
        words.text(
            "cli-packed",
            file=str(arguments.output),
            statements=str(len(pack.manifest.statements)),
            originals=str(originals),
        ),
        f"  SHA-256 {pack.sha256}",
    ]
    titles = {name: article.metadata.title for name, article in given.articles.items()}
    lines += [
        words.text(
            "cli-pack-left-out", title=titles[name], reason=words.text(f"pack-reason-{reason}"), sha256=digest
        )
        for name, digest, reason in pack.left_out
    ]
    context.console.emit(shape, "\n".join(lines))
    return 0


def verify_file(arguments: Namespace, context: CommandContext) -> int:
    """Tell what of an evidence pack still holds; return 1 where something does not."""
    from briefbuilder.app.verify_pack import verify_pack

    def progress(share: float) -> None:
        context.console.progress(context.words.text("cli-verifying", percent=f"{share:.0%}"))

    checks = verify_pack(arguments.pack, on_progress=progress)
    context.console.clear_progress()
    for check in checks:
        why = None if check.why is None else context.words.text(check.why, **check.parameters)
        shape = {"kind": check.kind, "name": check.name, "holds": check.holds, "why": why}
        if context.console.as_json or not check.holds or why is not None:
            context.console.emit(shape, _line(check, why, context))
    broken = sum(not check.holds for check in checks)
    code = "cli-verify-broken" if broken else "cli-verify-holds"
    context.console.say(context.words.text(code, count=str(broken or len(checks))))
    return int(broken > 0)


def _line(check: PackCheck, why: str | None, context: CommandContext) -> str:
    words = context.words
    state = words.text("cli-verify-ok" if check.holds else "cli-verify-no")
    line = f"{state}: {words.text(f'cli-verify-{check.kind}')} {check.name}"
    return f"{line}\n    {why}" if why else line
