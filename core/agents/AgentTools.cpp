// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/agents/AgentTools.h"

using namespace Qt::StringLiterals;

namespace tabletalk::agents {

const std::vector<QString> &toolNames()
{
    static const std::vector<QString> names = {u"sql"_s, u"vector_search"_s, u"hybrid_search"_s, u"graph_search"_s,
                                               u"documents"_s};
    return names;
}

const std::vector<QString> &chosenToolNames()
{
    static const std::vector<QString> names = {u"remember"_s};
    return names;
}

const std::vector<QString> &tones()
{
    static const std::vector<QString> tones = {u"neutral"_s, u"friendly"_s, u"formal"_s, u"brief"_s, u"thorough"_s};
    return tones;
}

} // namespace tabletalk::agents
