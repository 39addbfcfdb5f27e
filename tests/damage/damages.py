# SPDX-License-Identifier: MIT
"""Ways to damage bytes. Each returns other bytes than it was given, and what it did."""


def flip_bits(content, random):
    content = bytearray(content)
    places = random.sample(range(len(content) * 8), min(random.randint(1, 8), len(content) * 8))
    for place in places:
        content[place // 8] ^= 1 << place % 8
    return bytes(content), f"{len(places)} bits flipped, the first in byte {places[0] // 8}"


def zero_range(content, random):
    size = random.choice([1, 16, 512, 4096])
    start = random.randrange(len(content))
    end = min(start + size, len(content))
    return content[:start] + bytes(end - start) + content[end:], f"zeros from {start} to {end}"


def truncate(content, random):
    size = random.randrange(len(content))
    return content[:size], f"cut off at {size}"


def append_junk(content, random):
    size = random.choice([1, 16, 512, 5000])
    return content + random.randbytes(size), f"{size} bytes appended"


def swap_blocks(content, random):
    size = random.choice([1, 64, 512])
    count = len(content) // size
    if count < 2:
        return content, "nothing"
    first, second = sorted(random.sample(range(count), 2))
    a, b = first * size, second * size
    changed = bytearray(content)
    changed[a : a + size], changed[b : b + size] = content[b : b + size], content[a : a + size]
    return bytes(changed), f"{size} bytes at {a} and {b} exchanged"


def overwrite(content, random):
    size = min(random.choice([1, 4, 64, 4096]), len(content))
    start = random.randrange(len(content) - size + 1)
    junk = random.randbytes(size)
    return content[:start] + junk + content[start + size :], f"{size} random bytes at {start}"


KINDS = [flip_bits, flip_bits, zero_range, truncate, append_junk, swap_blocks, overwrite]
IN_PLACE = [flip_bits, flip_bits, zero_range, swap_blocks, overwrite]


def damage(content, random, kinds=KINDS):
    """Damage of a random kind that changed something."""
    while True:
        kind = random.choice(kinds if content else [append_junk])
        changed, what = kind(content, random)
        if changed != content:
            return changed, what
