"""A Dask scheduler that counts: ``python -m benchmarks.counted_scheduler``.

It prints its address; when its input is closed, it prints as JSON how many messages it got and
sent, how many bytes they had, and how many seconds of a core it took.
"""

import asyncio
import json
import os
import sys
import time
from typing import Any

from distributed import Scheduler
from distributed.comm import tcp

counted = {"messages": 0, "bytes": 0}


def count() -> None:
    """Have each message that is read or written counted."""
    unpack, write = tcp.from_frames, tcp.TCP.write

    async def counting_unpack(frames: Any, **how: Any) -> Any:
        counted["messages"] += 1
        counted["bytes"] += sum(len(memoryview(frame).cast("B")) for frame in frames)
        return await unpack(frames, **how)

    async def counting_write(self: Any, message: Any, **how: Any) -> int:
        sent: int = await write(self, message, **how)
        counted["messages"] += 1
        counted["bytes"] += sent
        return sent

    tcp.from_frames, tcp.TCP.write = counting_unpack, counting_write


async def serve() -> None:
    """Serve until the input is closed."""
    async with Scheduler(host="127.0.0.1", port=0, dashboard=False) as scheduler:
        print(scheduler.address, flush=True)
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.readline)
        began, taken = dict(counted), time.process_time()
        await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
        used = {name: counted[name] - began[name] for name in counted}
        print(json.dumps({**used, "seconds": time.process_time() - taken}), flush=True)
    os._exit(0)


if __name__ == "__main__":
    count()
    asyncio.run(serve())
