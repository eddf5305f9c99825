// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/ask/understand/Meaning.h"

namespace tabletalk::ask {

std::vector<std::shared_ptr<const Ratio>> ratiosOf(const std::vector<Measure> &measures)
{
    std::vector<std::shared_ptr<const Ratio>> ratios;
    for (const Measure &measure : measures) {
        if (measure.function == Measure::Function::Ratio && measure.ratio)
            ratios.push_back(measure.ratio);
    }
    return ratios;
}

} // namespace tabletalk::ask
