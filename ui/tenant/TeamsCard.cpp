// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tenant/TeamsCard.h"

#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/PeopleTable.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int teamsShown = 200;
constexpr int fieldWidth = 420;

} // namespace

TeamsCard::TeamsCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_teams(new TextTableModel({tr("Team"), tr("People")}, this))
    , m_people(new TextTableModel({tr("Name"), tr("E-mail")}, this))
{
    setObjectName(QStringLiteral("teamsCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Teams"), TextStyle::Heading, false, this));
    buildList(inside);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    m_details = new QWidget(this);
    inside->addWidget(m_details);
    auto *details = new QVBoxLayout(m_details);
    details->setContentsMargins(0, space::medium, 0, 0);
    details->setSpacing(space::medium);
    buildPeople(details);
    m_details->hide();
}

void TeamsCard::buildList(QBoxLayout *column)
{
    m_table = makePeopleTable(QStringLiteral("teams"), tr("Teams"), m_teams, this);
    column->addWidget(m_table);
    m_name = makeField(QStringLiteral("teamName"), tr("Name of the team"), this);
    m_name->setPlaceholderText(tr("Name of the team"));
    m_name->setMaximumWidth(fieldWidth);
    column->addWidget(m_name);
    auto *buttons = new QHBoxLayout;
    m_make = makeButton(QStringLiteral("makeTeam"), tr("Make a team"), ButtonKind::Primary, this);
    m_rename = makeButton(QStringLiteral("renameTeam"), tr("Rename"), ButtonKind::Plain, this);
    m_remove = makeButton(QStringLiteral("removeTeam"), tr("Delete"), ButtonKind::Danger, this);
    for (QPushButton *button : {m_make, m_rename, m_remove})
        buttons->addWidget(button);
    buttons->addStretch();
    column->addLayout(buttons);
    m_rename->setEnabled(false);
    m_remove->setEnabled(false);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &TeamsCard::showSelected);
    connect(m_make, &QPushButton::clicked, this, &TeamsCard::create);
    connect(m_rename, &QPushButton::clicked, this, &TeamsCard::rename);
    connect(m_remove, &QPushButton::clicked, this, &TeamsCard::remove);
}

void TeamsCard::buildPeople(QBoxLayout *column)
{
    m_peopleTable = makePeopleTable(QStringLiteral("teamMembers"), tr("People of the team"), m_people, m_details);
    column->addWidget(m_peopleTable);
    auto *row = new QHBoxLayout;
    m_member = new QComboBox(m_details);
    m_member->setObjectName(QStringLiteral("teamCandidate"));
    m_member->setAccessibleName(tr("Member to put into the team"));
    row->addWidget(m_member);
    auto *put = makeButton(QStringLiteral("addToTeam"), tr("Put into the team"), ButtonKind::Plain, m_details);
    auto *take = makeButton(QStringLiteral("removeFromTeam"), tr("Take out"), ButtonKind::Plain, m_details);
    row->addWidget(put);
    row->addWidget(take);
    row->addStretch();
    column->addLayout(row);
    connect(put, &QPushButton::clicked, this, &TeamsCard::add);
    connect(take, &QPushButton::clicked, this, &TeamsCard::takeOut);
}

void TeamsCard::setMembers(const std::vector<api::Member> &members)
{
    m_member->clear();
    for (const api::Member &member : members)
        m_member->addItem(member.fullName + QStringLiteral(" · ") + member.email, member.id.toString());
}

std::optional<TeamId> TeamsCard::selectedTeam() const
{
    return TeamId::fromString(m_teams->idAt(selectedRow(m_table)));
}

void TeamsCard::reload()
{
    m_context.session.call<api::TeamList>(
        "teams.list", api::ListRequest{teamsShown, {}}, this, [this](const Result<api::TeamList> &answer) {
            if (!answer)
                return m_notice->show(answer.error());
            std::vector<TextTableModel::Row> rows;
            for (const api::Team &team : answer->items)
                rows.push_back({team.id.toString(), {team.name, QString::number(team.members)}});
            m_table->setVisible(!rows.empty());
            m_teams->setRows(std::move(rows));
            showSelected();
        });
}

void TeamsCard::showSelected()
{
    const auto team = selectedTeam();
    m_rename->setEnabled(team.has_value());
    m_remove->setEnabled(team.has_value());
    m_details->setVisible(team.has_value());
    if (team)
        m_context.session.call<api::TeamDetails>("teams.read", api::TeamRequest{*team}, this,
                                                 [this](const Result<api::TeamDetails> &answer) { takeTeam(answer); });
}

void TeamsCard::takeTeam(const Result<api::TeamDetails> &answer)
{
    if (!answer)
        return m_notice->show(answer.error());
    if (selectedTeam() != answer->id)
        return; // another one was chosen meanwhile
    fillField(m_name, answer->name);
    std::vector<TextTableModel::Row> rows;
    for (const api::TeamMember &member : answer->members)
        rows.push_back({member.id.toString(), {member.fullName, member.email}});
    m_people->setRows(std::move(rows));
}

void TeamsCard::create()
{
    m_context.session.call<api::Team>("teams.create", api::CreateTeamRequest{m_name->text().trimmed()}, this,
                                      [this, sent = ButtonHold::on(m_make)](const Result<api::Team> &answer) {
                                          if (!answer)
                                              return m_notice->show(answer.error());
                                          m_name->clear();
                                          reload();
                                      });
}

void TeamsCard::rename()
{
    const auto team = selectedTeam();
    if (!team)
        return;
    m_context.session.call<api::Team>("teams.update", api::RenameTeamRequest{*team, m_name->text().trimmed()}, this,
                                      [this](const Result<api::Team> &answer) {
                                          if (!answer)
                                              return m_notice->show(answer.error());
                                          reload();
                                      });
}

void TeamsCard::remove()
{
    const auto team = selectedTeam();
    if (!team
        || !confirm(this, tr("Delete this team?"),
                    tr("Its people stay in the organisation. What was shown to the "
                       "team alone is shown to nobody any more."),
                    tr("Delete")))
        return;
    m_context.session.call<api::Empty>("teams.delete", api::TeamRequest{*team}, this,
                                       [this](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           reload();
                                       });
}

void TeamsCard::add()
{
    const auto team = selectedTeam();
    const auto member = UserId::fromString(m_member->currentData().toString());
    if (team && member)
        m_context.session.call<api::TeamDetails>("teams.addMember", api::TeamMemberRequest{*team, *member}, this,
                                                 [this](const Result<api::TeamDetails> &answer) { takeTeam(answer); });
}

void TeamsCard::takeOut()
{
    const auto team = selectedTeam();
    const auto member = UserId::fromString(m_people->idAt(selectedRow(m_peopleTable)));
    if (team && member)
        m_context.session.call<api::TeamDetails>("teams.removeMember", api::TeamMemberRequest{*team, *member}, this,
                                                 [this](const Result<api::TeamDetails> &answer) { takeTeam(answer); });
}

} // namespace tabletalk::ui
