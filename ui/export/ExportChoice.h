// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/export/ExportFormat.h"

#include <variant>
#include <vector>

namespace tabletalk::ui {

/// Forms of an answer for the eye: a picture of its chart or table, and a document of all of it.
enum class ReportKind { Png, Pdf };

/// Everything that an answer can be exported as.
using ExportChoice = std::variant<ExportFormat, ReportKind>;

std::vector<ExportChoice> exportChoices();

/// "csv", "pdf", …
QString choiceName(const ExportChoice &choice);
QString choiceTitle(const ExportChoice &choice);
QString choiceSuffix(const ExportChoice &choice);

} // namespace tabletalk::ui
