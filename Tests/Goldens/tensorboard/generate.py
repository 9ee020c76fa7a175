"""Writes records.json: event-file records as TensorBoard's own writer makes them.

Run with the package `tensorboard` installed (written with 2.21):

    python generate.py

Each record holds what went in and, as hex, the framed bytes that came out. Numbers are text, so
that `nan` and `inf` can be among them.
"""

import io
import json
from pathlib import Path

from tensorboard.compat.proto.event_pb2 import Event, SessionLog
from tensorboard.compat.proto.summary_pb2 import Summary
from tensorboard.summary.writer.record_writer import RecordWriter

SCALARS = [
    (1, 1700000000.25, {"loss": "4.158883", "learning_rate": "1e-05", "grad_norm": "0.8125"}),
    (300, 1700000001.5, {"eval_loss": "nan", "timing/tokens_per_second": "inf", "zero": "0.0"}),
    (2**31, 1700000002.125, {"negative": "-1.5", "größe": "3.4e38", "num_tokens": "8200000.0"}),
    (0, 1700000003.0, {"x" * 200: "1.0"}),
]


def framed(event: Event) -> str:
    buffer = io.BytesIO()
    RecordWriter(buffer).write(event.SerializeToString())
    return buffer.getvalue().hex()


def scalars(step: int, time: float, values: dict[str, str]) -> Event:
    entries = [
        Summary.Value(tag=name, simple_value=float(text)) for name, text in sorted(values.items())
    ]
    return Event(wall_time=time, step=step, summary=Summary(value=entries))


def main() -> None:
    version = Event(wall_time=1700000000.0, file_version="brain.Event:2")
    restart = Event(
        wall_time=1700000004.0, step=401, session_log=SessionLog(status=SessionLog.START)
    )
    golden = {
        "fileVersion": {"time": 1700000000.0, "hex": framed(version)},
        "restart": {"time": 1700000004.0, "step": 401, "hex": framed(restart)},
        "scalars": [
            {"step": step, "time": time, "values": values, "hex": framed(scalars(step, time, values))}
            for step, time, values in SCALARS
        ],
    }
    text = json.dumps(golden, indent=2, ensure_ascii=False) + "\n"
    Path(__file__).with_name("records.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
