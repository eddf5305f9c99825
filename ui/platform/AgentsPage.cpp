// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/platform/AgentsPage.h"

#include "core/api/Administration.h"
#include "ui/agents/AgentWords.h"
#include "ui/platform/PagedTable.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"
#include "ui/widgets/Tables.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QLabel>
#include <QLocale>

namespace tabletalk::ui {

namespace {

QString toolsText(const std::vector<QString> &tools)
{
    QStringList names;
    for (const QString &tool : tools)
        names << toolName(tool);
    return names.isEmpty() ? AgentsPage::tr("none") : names.join(QStringLiteral(", "));
}

QString modelText(const QString &model)
{
    return model == u"organization" ? AgentsPage::tr("Organisation's") : modelWords(model);
}

TextTableModel::Row rowOf(const api::AdminAgent &agent)
{
    return {agent.id.toString(),
            {agentTitle(agent), agent.organization, agent.workspace, audienceText(agent.visibility), agentState(agent),
             modelText(agent.model), QLocale().toString(agent.questions), QLocale().toString(int(agent.tools.size()))}};
}

} // namespace

QString agentTitle(const api::AdminAgent &agent)
{
    return agent.name.isEmpty() ? AgentsPage::tr("Assistant") : agent.name;
}

QString agentState(const api::AdminAgent &agent)
{
    if (!agent.active)
        return AgentsPage::tr("off");
    return agent.isDefault ? AgentsPage::tr("on, the default") : AgentsPage::tr("on");
}

QString audienceText(const QString &visibility)
{
    return visibility == u"private" ? AgentsPage::tr("Who made it") : visibilityWords(visibility);
}

AgentsPage::AgentsPage(WindowContext &context, QWidget *parent)
    : PlatformPage(context, tr("Agents"),
                   tr("The agents of all organisations, and what they may use. What they were told to be and what they "
                      "are asked stays with them. Questions are counted over 30 days."),
                   parent)
    , m_table(nullptr)
    , m_visibility(nullptr)
    , m_tools(nullptr)
{
    setObjectName(QStringLiteral("platformAgentList"));
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    m_table = new PagedTable(QStringLiteral("allAgents"), tr("Agents"),
                             {tr("Name"), tr("Organisation"), tr("Workspace"), tr("Seen by"), tr("State"), tr("Model"),
                              tr("Questions"), tr("Tools")},
                             card);
    m_visibility = new QComboBox(card);
    m_visibility->setObjectName(QStringLiteral("allAgentsVisibility"));
    m_visibility->setAccessibleName(tr("Who sees the agents"));
    m_visibility->addItem(tr("Seen by anybody"), QString());
    for (const char *each : {"private", "shared", "team", "organization", "public"}) {
        const QString visibility = QString::fromLatin1(each);
        m_visibility->addItem(audienceText(visibility), visibility);
    }
    m_table->filterRow()->addWidget(m_visibility);
    inside->addWidget(m_table);
    m_tools = makeLabel({}, TextStyle::Body, true, card);
    m_tools->setObjectName(QStringLiteral("allAgentsTools"));
    m_tools->setTextFormat(Qt::PlainText); // names are others' texts
    m_tools->setWordWrap(true);
    m_tools->hide();
    inside->addWidget(m_tools);
    column()->addWidget(card);
    column()->addStretch();
    connect(m_table, &PagedTable::pageWanted, this, &AgentsPage::fetch);
    connect(m_table, &PagedTable::chosenChanged, this, &AgentsPage::showTools);
    connect(m_visibility, &QComboBox::currentIndexChanged, m_table, &PagedTable::reload);
}

void AgentsPage::reload()
{
    m_table->reload();
}

/// The words of each that was read, for when it is chosen.
void AgentsPage::keep(int turn, const api::AdminAgentList &agents)
{
    if (turn != m_turn)
        m_uses.clear();
    m_turn = turn;
    for (const api::AdminAgent &agent : agents.items)
        m_uses.insert(agent.id.toString(), tr("%1 may use: %2").arg(agentTitle(agent), toolsText(agent.tools)));
}

void AgentsPage::showTools()
{
    const QString uses = m_uses.value(m_table->chosenId());
    m_tools->setText(uses);
    m_tools->setVisible(!uses.isEmpty());
}

void AgentsPage::fetch(int turn, const std::optional<QString> &cursor)
{
    api::AdminAgentRequest request;
    request.search = m_table->search();
    request.cursor = cursor;
    if (const QString visibility = m_visibility->currentData().toString(); !visibility.isEmpty())
        request.visibility = visibility;
    context().session.call<api::AdminAgentList>("admin.agents", request, this,
                                                [this, turn](const Result<api::AdminAgentList> &answer) {
                                                    if (!isGood(answer))
                                                        return m_table->failed(turn);
                                                    keep(turn, *answer);
                                                    std::vector<TextTableModel::Row> rows;
                                                    for (const api::AdminAgent &agent : answer->items)
                                                        rows.push_back(rowOf(agent));
                                                    m_table->append(turn, std::move(rows), answer->nextCursor);
                                                });
}

} // namespace tabletalk::ui
