// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/agents/AgentCard.h"

#include "ui/agents/AgentWords.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/FlowLayout.h"

#include <QBoxLayout>
#include <QLabel>
#include <QPushButton>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

QLabel *addText(const QString &text, TextStyle style, bool muted, const QString &objectName, QBoxLayout *column,
                QWidget *parent)
{
    QLabel *label = makeLabel(text, style, muted, parent);
    label->setObjectName(objectName);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    column->addWidget(label);
    return label;
}

} // namespace

AgentCard::AgentCard(const api::Agent &agent, bool mayChange, QWidget *parent)
    : QFrame(parent)
    , m_agent(agent)
{
    setObjectName(u"agentCard"_s);
    setProperty("card", true);
    setAccessibleName(agent.name);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::large, space::large, space::large, space::medium);
    column->setSpacing(space::small);
    addHead(column);
    if (!agent.description.isEmpty())
        addText(agent.description, TextStyle::Body, true, u"agentPurpose"_s, column, this);
    addTools(column);
    const QString about = tr("Seen by: %1. Model: %2").arg(visibilityWords(agent.visibility), modelWords(agent.model));
    addText(about, TextStyle::Caption, true, u"agentAbout"_s, column, this);
    column->addStretch();
    addButtons(column, mayChange);
}

void AgentCard::addHead(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::small);
    auto *name = makeLabel(m_agent.name, TextStyle::Strong, false, this);
    name->setObjectName(u"agentTitle"_s);
    name->setTextFormat(Qt::PlainText);
    name->setWordWrap(true);
    row->addWidget(name, 1);
    if (m_agent.isDefault)
        row->addWidget(makeBadge(tr("Default"), "accent", this), 0, Qt::AlignTop);
    if (!m_agent.active)
        row->addWidget(makeBadge(tr("Off"), "neutral", this), 0, Qt::AlignTop);
    column->addLayout(row);
}

void AgentCard::addTools(QBoxLayout *column)
{
    auto *tags = new FlowLayout(space::tiny);
    for (const QString &tool : m_agent.tools) {
        auto *tag = makeBadge(toolTag(tool), "neutral", this);
        tag->setToolTip(toolName(tool));
        tags->addWidget(tag);
    }
    column->addLayout(tags);
}

void AgentCard::addButtons(QBoxLayout *column, bool mayChange)
{
    auto *row = new QHBoxLayout;
    row->setSpacing(space::tiny);
    const auto add = [this, row](const QString &objectName, const QString &text, const QString &whole, ButtonKind kind,
                                 void (AgentCard::*wanted)()) {
        auto *button = makeButton(objectName, text, kind, this);
        button->setAccessibleName(whole.arg(m_agent.name));
        connect(button, &QPushButton::clicked, this, wanted);
        row->addWidget(button);
        return button;
    };
    add(u"askThisAgent"_s, tr("Ask"), tr("Ask %1"), ButtonKind::Plain, &AgentCard::askWanted)
        ->setEnabled(m_agent.active);
    if (mayChange) {
        add(u"changeAgent"_s, tr("Change…"), tr("Change %1"), ButtonKind::Quiet, &AgentCard::changeWanted);
        add(u"shareAgent"_s, tr("Share…"), tr("Share %1"), ButtonKind::Quiet, &AgentCard::shareWanted);
        row->addStretch();
        if (!m_agent.isDefault) // a workspace always has that one
            add(u"deleteAgent"_s, tr("Delete"), tr("Delete %1"), ButtonKind::Danger, &AgentCard::deleteWanted);
    } else {
        row->addStretch();
    }
    column->addLayout(row);
}

} // namespace tabletalk::ui
