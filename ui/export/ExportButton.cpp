// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/export/ExportButton.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"

#include <QMenu>

namespace tabletalk::ui {

namespace {

QString iconNameOf(const ExportChoice &choice)
{
    if (const auto *report = std::get_if<ReportKind>(&choice))
        return *report == ReportKind::Png ? QStringLiteral("chart") : QStringLiteral("file");
    const auto format = std::get<ExportFormat>(choice);
    return format == ExportFormat::Csv || format == ExportFormat::Xlsx ? QStringLiteral("table")
                                                                       : QStringLiteral("code");
}

} // namespace

ExportButton::ExportButton(QWidget *parent)
    : QPushButton(tr("Export"), parent)
{
    setObjectName(QStringLiteral("export"));
    setProperty("quiet", true);
    setProperty("menu", true);
    setIcon(ui::icon(QStringLiteral("export"), IconTint::Muted));
    setIconSize(iconSize() + QSize(space::tiny, 0)); // as makeButton() does
    setAccessibleName(tr("Export this answer"));
    auto *menu = new QMenu(this);
    menu->setObjectName(QStringLiteral("exportMenu"));
    for (const ExportChoice &choice : exportChoices()) {
        if (choice == ExportChoice(ReportKind::Png))
            menu->addSeparator();
        QAction *action = menu->addAction(ui::icon(iconNameOf(choice)), tr("%1…").arg(choiceTitle(choice)));
        action->setObjectName(QString(QStringLiteral("export.") + choiceName(choice)));
        connect(action, &QAction::triggered, this, [this, choice] { Q_EMIT chosen(choice); });
    }
    setMenu(menu);
}

void ExportButton::setRows(const Arrangement &rows)
{
    const bool isPlain = rows.isAsItCame();
    const QString words = isPlain ? QString() : rowsInWords(rows);
    setAccessibleDescription(words);
    setToolTip(isPlain ? accessibleName() : words);
    if (isPlain) {
        delete m_rows;
        m_rows = nullptr;
        return;
    }
    if (!m_rows) {
        m_rows = new QAction(menu());
        m_rows->setObjectName(QStringLiteral("exportRows"));
        m_rows->setEnabled(false); // it is said, not chosen
        menu()->insertAction(menu()->actions().value(0), m_rows);
    }
    m_rows->setText(words);
}

} // namespace tabletalk::ui
