// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/evaluation/Calibration.h"

#include <algorithm>
#include <cmath>

namespace tabletalk::evaluation {

void Calibration::add(double confidence, bool isRight)
{
    const auto count = [&](ConfidenceBin &bin) {
        ++bin.answers;
        bin.right += isRight;
        bin.confidences += confidence;
    };
    count(m_bins[size_t(std::clamp(int(confidence * binCount), 0, binCount - 1))]);
    count(m_all);
    if (confidence >= sure)
        count(m_sure);
}

double Calibration::expectedError() const
{
    double error = 0;
    for (const ConfidenceBin &bin : m_bins)
        error += std::abs(bin.confidences - bin.right);
    return m_all.answers == 0 ? 0 : error / m_all.answers;
}

} // namespace tabletalk::evaluation
