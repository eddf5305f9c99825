// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/ExportChoice.h"

#include <QCoreApplication>

namespace tabletalk::ui {

std::vector<ExportChoice> exportChoices()
{
    std::vector<ExportChoice> choices(exportFormats().begin(), exportFormats().end());
    choices.emplace_back(ReportKind::Png);
    choices.emplace_back(ReportKind::Pdf);
    return choices;
}

QString choiceName(const ExportChoice &choice)
{
    if (const auto *format = std::get_if<ExportFormat>(&choice))
        return formatName(*format);
    return std::get<ReportKind>(choice) == ReportKind::Png ? QStringLiteral("png") : QStringLiteral("pdf");
}

QString choiceTitle(const ExportChoice &choice)
{
    if (const auto *format = std::get_if<ExportFormat>(&choice))
        return formatTitle(*format);
    return std::get<ReportKind>(choice) == ReportKind::Png
               ? QCoreApplication::translate("ExportChoice", "Picture (PNG)")
               : QCoreApplication::translate("ExportChoice", "Document (PDF)");
}

QString choiceSuffix(const ExportChoice &choice)
{
    const auto *format = std::get_if<ExportFormat>(&choice);
    return format ? fileSuffix(*format) : choiceName(choice);
}

} // namespace tabletalk::ui
