// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/chat/ExplanationBox.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"

#include <QBoxLayout>
#include <QGridLayout>
#include <QLabel>

namespace tabletalk::ui {

namespace {

constexpr int headingWidth = 180;

} // namespace

ExplanationBox::ExplanationBox(QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
{
    setObjectName(QStringLiteral("explanation"));
    setAccessibleName(tr("Explanation of this answer"));
    m_column->setContentsMargins(0, 0, 0, 0);
}

void ExplanationBox::explain(const ask::ExplainedAnswer &answer)
{
    auto parts = ask::explainAnswer(answer);
    if (parts == m_parts)
        return;
    m_parts = std::move(parts);
    delete m_content;
    m_content = new QWidget(this);
    auto *grid = new QGridLayout(m_content);
    grid->setContentsMargins(0, 0, 0, 0);
    grid->setHorizontalSpacing(space::large);
    grid->setVerticalSpacing(space::small);
    grid->setColumnMinimumWidth(0, headingWidth);
    grid->setColumnStretch(1, 1);
    int row = 0;
    for (const ask::ExplanationPart &part : m_parts) {
        auto *heading = makeLabel(part.heading, TextStyle::Caption, true, m_content);
        heading->setMaximumWidth(headingWidth);
        auto *lines = makeLabel(part.lines.join(u'\n'), TextStyle::Body, false, m_content);
        lines->setTextFormat(Qt::PlainText);
        lines->setTextInteractionFlags(Qt::TextSelectableByMouse);
        grid->addWidget(heading, row, 0, Qt::AlignTop);
        grid->addWidget(lines, row++, 1, Qt::AlignTop);
    }
    m_column->addWidget(m_content);
    setAccessibleDescription(text());
}

QString ExplanationBox::text() const
{
    QStringList all;
    for (const ask::ExplanationPart &part : m_parts)
        all += QStringLiteral("%1: %2").arg(part.heading, part.lines.join(QStringLiteral("; ")));
    return all.join(u'\n');
}

} // namespace tabletalk::ui
