// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/evaluation/Report.h"

#include <cstdio>

namespace tabletalk::cli {

/// Where the figures of an evaluation come from.
struct EvaluationSource
{
    QString questions; ///< the file
    QString translator;
    QString when; ///< RFC 3339; the time that the questions were asked at
};

/// The figures for the terminal.
void printEvaluation(std::FILE *out, const evaluation::Report &report);

/// The same and the failures, for programs.
QByteArray evaluationJson(const evaluation::Report &report, const EvaluationSource &source);

/// The same as one page that needs nothing but itself.
QByteArray evaluationPage(const evaluation::Report &report, const EvaluationSource &source);

} // namespace tabletalk::cli
