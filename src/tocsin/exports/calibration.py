"""The calibration picture: how often what was said so likely came, beside the line on which both would be one."""

from __future__ import annotations

from tocsin.assess.forecasts import Scores

__all__ = ["calibration_svg"]

_SIZE, _LEFT, _TOP, _SIDE = 420, 56, 40, 330
_STYLE = (
    "text{font:12px system-ui,sans-serif;fill:#333}.grid{stroke:#ddd}.even{stroke:#8a8a8a;stroke-dasharray:4 4}"
    ".bin{fill:#8a1c1c}.base{stroke:#2b5d8a;stroke-dasharray:2 3}.stamp{fill:#8a1c1c;font-weight:600}"
)


def calibration_svg(scores: Scores, *, title: str = "Calibration") -> str:
    """The picture, with a title and a description for those who do not see it; without bins it says why there are none.

    A dot's area grows with the forecasts in it; the blue line is the base rate. What no analyst reviewed is stamped.
    """
    said = f"{scores.counted} resolved forecasts with a probability"
    if scores.brier is None:
        told = f"{said}; no picture below {scores.enough}."
    else:
        told = f"{said}; Brier {scores.brier:g}, of the base rate {scores.base_brier:g}."
    stamp = "" if scores.basis == "accepted" else f'<text class="stamp" x="{_LEFT}" y="32">{scores.basis}</text>'
    lines = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_SIZE} {_SIZE}" role="img" aria-labelledby="ct cd">',
        f'<title id="ct">{title}</title>',
        f'<desc id="cd">{told} {_described(scores)}</desc>',
        f"<style>{_STYLE}</style>",
        f'<text x="{_LEFT}" y="16">{told}</text>',
        stamp,
        *_axes(),
    ]
    if scores.base_rate is not None:
        y = _up(scores.base_rate)
        lines.append(f'<line class="base" x1="{_LEFT}" x2="{_LEFT + _SIDE}" y1="{y}" y2="{y}"/>')
    for step in scores.calibration:
        radius = round(min(16.0, 3 + step.count**0.5), 1)
        words = f"said {step.said:.2f}, came {step.came:.2f}, {step.count} forecasts"
        lines.append(
            f'<circle class="bin" cx="{_across(step.said)}" cy="{_up(step.came)}" r="{radius}">'
            f"<title>{words}</title></circle>"
        )
        lines.append(f'<text x="{_across(step.said) + radius + 3}" y="{_up(step.came) + 4}">{step.count}</text>')
    return "\n".join([*filter(None, lines), "</svg>\n"])


def _described(scores: Scores) -> str:
    return " ".join(f"Said {s.said:.2f}, came {s.came:.2f} ({s.count})." for s in scores.calibration)


def _across(share: float) -> float:
    return round(_LEFT + share * _SIDE, 1)


def _up(share: float) -> float:
    return round(_TOP + (1 - share) * _SIDE, 1)


def _axes() -> list[str]:
    lines = []
    for step in range(6):
        share = step / 5
        x, y = _across(share), _up(share)
        lines.append(f'<line class="grid" x1="{x}" x2="{x}" y1="{_TOP}" y2="{_TOP + _SIDE}"/>')
        lines.append(f'<line class="grid" x1="{_LEFT}" x2="{_LEFT + _SIDE}" y1="{y}" y2="{y}"/>')
        lines.append(f'<text x="{x}" y="{_TOP + _SIDE + 18}" text-anchor="middle">{share:.0%}</text>')
        lines.append(f'<text x="{_LEFT - 8}" y="{y + 4}" text-anchor="end">{share:.0%}</text>')
    lines.append(f'<line class="even" x1="{_across(0)}" x2="{_across(1)}" y1="{_up(0)}" y2="{_up(1)}"/>')
    lines.append(f'<text x="{_LEFT + _SIDE / 2}" y="{_SIZE - 14}" text-anchor="middle">said</text>')
    lines.append(f'<text x="{_LEFT - 8}" y="{_TOP - 6}" text-anchor="end">came</text>')
    return lines
