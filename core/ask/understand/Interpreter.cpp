// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/understand/Interpreter.h"

#include "core/ask/understand/Sentence.h"

namespace tabletalk::ask {

Meaning interpret(const Words &words, const Items &items, const SchemaIndex &index, Choices &choices)
{
    return Sentence(words, items, index, choices).run();
}

Fragment interpretFragment(const Words &words, const Items &items, const SchemaIndex &index, const Meaning &before,
                           bool restricting, Choices &choices)
{
    return Sentence(words, items, index, choices).runAfter(before, restricting);
}

} // namespace tabletalk::ask
