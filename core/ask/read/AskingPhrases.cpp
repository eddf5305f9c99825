// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/read/Phrases.h"
#include "core/ask/read/Qualities.h"

namespace tabletalk::ask {

namespace {

using namespace cues;
using namespace qualities;
using enum CueKind;

/// What a question begins with, and what it counts.
constexpr Phrase phrases[] = {
    {u"show", plain(Filler)},
    {u"show me", plain(Filler)},
    {u"list", plain(Filler)},
    {u"find", plain(Filler)},
    {u"give", plain(Filler)},
    {u"give me", plain(Filler)},
    {u"return", plain(Filler)},
    {u"display", plain(Filler)},
    {u"tell", plain(Filler)},
    {u"tell me", plain(Filler)},
    {u"what", plain(Filler)},
    {u"which", plain(Filler)},
    {u"please", plain(Filler)},
    {u"provide", plain(Filler)},
    {u"compute", plain(Filler)},
    {u"report", plain(Filler)},
    {u"get", plain(Filler)},
    {u"select", plain(Filler)},
    {u"calculate", plain(Filler)},
    {u"could you", plain(Filler)},
    {u"can you", plain(Filler)},
    {u"i want", plain(Filler)},
    {u"identify", plain(Filler)},
    {u"retrieve", plain(Filler)},
    {u"what are", plain(Filler)},
    {u"what is", plain(Filler)},
    {u"what were", plain(Filler)},
    {u"what was", plain(Filler)},
    {u"how", plain(Filler)},
    {u"also", plain(Filler)},
    {u"return me", plain(Filler)},
    {u"print", plain(Filler)},
    {u"list out", plain(Filler)},
    {u"list of", plain(Filler)},
    {u"the list of", plain(Filler)},
    {u"how many", plain(HowMany)},
    {u"number of", plain(HowMany)},
    {u"count of", plain(HowMany)},
    {u"count", plain(HowMany)},
    {u"count the number of", plain(HowMany)},
    {u"counts of", plain(HowMany)},
    {u"nr of", plain(HowMany)},
    {u"no of", plain(HowMany)},
    {u"no. of", plain(HowMany)},
    {u"# of", plain(HowMany)},
    {u"howmany", plain(HowMany)},
    {u"length of", toward(Filler, 0, length)},
    {u"duration of", toward(Filler, 0, length)},
    {u"numbers of", plain(HowMany)},
    {u"count how many", plain(HowMany)},
    {u"how many times", plain(HowMany)},
    {u"number of times", plain(HowMany)},
    {u"how much", plain(HowMuch)},
    {u"who", plain(Who)},
    {u"whom", plain(Who)},
    {u"anyone", plain(Who)},
    {u"anybody", plain(Who)},
    {u"someone", plain(Who)},
    {u"somebody", plain(Who)},
    {u"where", plain(Where)},
    {u"when", plain(When)},
    {u"what time", plain(When)},
    {u"how old", toward(Filler, 0, age)},
    {u"how long", toward(Filler, 0, length)},
    {u"how tall", toward(Filler, 0, height)},
    {u"how high", toward(Filler, 0, height)},
    {u"how far", toward(Filler, 0, distance)},
    {u"how expensive", toward(Filler, 0, price)},
    {u"how heavy", toward(Filler, 0, weight)},
    {u"how big", toward(Filler, 0, size)},
    {u"how large", toward(Filler, 0, size)},
};

} // namespace

std::span<const Phrase> askingPhrases()
{
    return phrases;
}

} // namespace tabletalk::ask
