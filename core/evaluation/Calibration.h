// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>

namespace tabletalk::evaluation {

/// Answers of about the same confidence.
struct ConfidenceBin
{
    int answers = 0;
    int right = 0;
    double confidences = 0; ///< their sum

    double meanConfidence() const { return answers == 0 ? 0 : confidences / answers; }
    double shareRight() const { return answers == 0 ? 0 : double(right) / answers; }
};

/// Whether confidence keeps its promise: of what is said with 0.7, seven of ten are right.
class Calibration
{
public:
    static constexpr int binCount = 10;
    static constexpr double sure = 0.8; ///< from here on an answer is shown as certain

    void add(double confidence, bool isRight);

    const std::array<ConfidenceBin, binCount> &bins() const { return m_bins; } ///< of equal width, from 0
    const ConfidenceBin &all() const { return m_all; }
    const ConfidenceBin &sureOnes() const { return m_sure; }
    /// The distance between confidence and share right, weighted by answers.
    double expectedError() const;

private:
    std::array<ConfidenceBin, binCount> m_bins;
    ConfidenceBin m_all;
    ConfidenceBin m_sure;
};

} // namespace tabletalk::evaluation
