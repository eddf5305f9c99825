// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/search/Bm25.h"

#include <cmath>

namespace tabletalk::search {

double inverseFrequency(double having, double passages)
{
    return std::log(1.0 + (passages - having + 0.5) / (having + 0.5));
}

double weightedFrequency(const PartFigures &counts, const PartFigures &lengths, const PartFigures &averages,
                         const Bm25Parameters &parameters)
{
    const auto part = [](double count, double length, double average, double b) {
        return count > 0 && average > 0 ? count / (1.0 - b + b * length / average) : 0.0;
    };
    return part(counts.body, lengths.body, averages.body, parameters.b)
           + parameters.headingWeight * part(counts.heading, lengths.heading, averages.heading, parameters.shortB)
           + parameters.nameWeight * part(counts.name, lengths.name, averages.name, parameters.shortB);
}

double saturated(double frequency, const Bm25Parameters &parameters)
{
    return frequency * (parameters.k1 + 1.0) / (frequency + parameters.k1);
}

} // namespace tabletalk::search
