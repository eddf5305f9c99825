// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tools/thesaurus/WordNet.h"

#include <QByteArray>

namespace tabletalk::thesaurus {

struct Compiled
{
    QByteArray data; ///< as core/ask/link/Thesaurus reads it
    size_t words = 0;
    size_t meanings = 0;
};

/// Chooses what is worth knowing for questions about tables, brings words to their stems and packs them.
Compiled compile(const WordNet &wordNet);

} // namespace tabletalk::thesaurus
