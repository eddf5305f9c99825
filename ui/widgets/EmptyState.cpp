// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/EmptyState.h"

#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/IconLabel.h"

#include <QBoxLayout>
#include <QFrame>
#include <QLabel>
#include <QPushButton>

namespace tabletalk::ui {

namespace {

constexpr int discSize = 64; // its corners are rounded to a disc in the style sheet
constexpr int pictureSize = 28;
constexpr int readableLine = 460;

} // namespace

EmptyState::EmptyState(const QString &objectName, const QString &iconName, QWidget *parent)
    : QWidget(parent)
    , m_column(new QVBoxLayout(this))
    , m_title(makeLabel({}, TextStyle::Heading, false, this))
    , m_text(makeLabel({}, TextStyle::Body, true, this))
{
    setObjectName(objectName + QStringLiteral("State"));
    m_column->setSpacing(space::small);
    auto *disc = new QFrame(this);
    disc->setProperty("emptyPicture", true);
    disc->setFixedSize(discSize, discSize);
    auto *inside = new QHBoxLayout(disc);
    inside->setContentsMargins(0, 0, 0, 0);
    inside->addWidget(new IconLabel(icon(iconName, IconTint::Accent), pictureSize, disc), 0, Qt::AlignCenter);
    m_title->setAlignment(Qt::AlignCenter);
    m_title->setTextFormat(Qt::PlainText);
    m_title->setWordWrap(true);
    m_text->setObjectName(objectName);
    m_text->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    m_text->setMaximumWidth(readableLine);
    m_column->addStretch(1);
    m_column->addWidget(disc, 0, Qt::AlignHCenter);
    m_column->addSpacing(space::tiny);
    m_column->addWidget(m_title);
    auto *line = new QHBoxLayout; // keeps the words narrow and in the middle, and their height true to their width
    line->addStretch();
    line->addWidget(m_text, 1000);
    line->addStretch();
    m_column->addLayout(line);
    m_column->addStretch(2);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Expanding);
}

void EmptyState::say(const QString &title, const QString &text)
{
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
}

QPushButton *EmptyState::addAction(const QString &objectName, const QString &text, const QString &iconName)
{
    QPushButton *button =
        makeButton(objectName, text, m_actions == 0 ? ButtonKind::Primary : ButtonKind::Plain, this, iconName);
    if (m_actions == 0)
        m_column->insertSpacing(m_column->count() - 1, space::tiny);
    m_column->insertWidget(m_column->count() - 1, button, 0, Qt::AlignHCenter);
    ++m_actions;
    return button;
}

} // namespace tabletalk::ui
