// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/tenant/MembersCard.h"

#include "core/access/Policy.h"
#include "ui/session/Session.h"
#include "ui/shell/WindowContext.h"
#include "ui/tenant/ConversationReason.h"
#include "ui/tenant/MemberModel.h"
#include "ui/tenant/PeopleTable.h"
#include "ui/tenant/TextTableModel.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFormLayout>
#include <QHeaderView>
#include <QItemSelectionModel>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTableView>

namespace tabletalk::ui {

namespace {

constexpr int membersShown = 200;
constexpr int fieldWidth = 420;

/// The list without the permission, and with it where it is wanted.
std::vector<QString> changedList(std::vector<QString> list, const QString &permission, bool wanted)
{
    std::erase(list, permission);
    if (wanted)
        list.push_back(permission);
    return list;
}

} // namespace

MembersCard::MembersCard(WindowContext &context, QWidget *parent)
    : QWidget(parent)
    , m_context(context)
    , m_members(new MemberModel(this))
    , m_access(new TextTableModel({tr("Permission"), tr("May"), tr("Why")}, this))
{
    setObjectName(QStringLiteral("membersCard"));
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    buildList(inside);
    m_notice = new Notice(this);
    inside->addWidget(m_notice);
    m_details = new QWidget(this);
    inside->addWidget(m_details);
    auto *details = new QVBoxLayout(m_details);
    details->setContentsMargins(0, space::medium, 0, 0);
    details->setSpacing(space::medium);
    buildDetails(details);
    buildAccess(details);
    m_details->hide();
}

void MembersCard::buildList(QBoxLayout *column)
{
    auto *row = new QHBoxLayout;
    row->addWidget(makeLabel(tr("Members"), TextStyle::Heading, false, this));
    m_count = makeBadge({}, "neutral", this);
    m_count->hide();
    row->addWidget(m_count);
    row->addStretch();
    column->addLayout(row);
    m_table = makePeopleTable(QStringLiteral("members"), tr("Members"), m_members, this);
    column->addWidget(m_table);
    connect(m_table->selectionModel(), &QItemSelectionModel::selectionChanged, this, &MembersCard::showSelected);
}

void MembersCard::buildDetails(QBoxLayout *column)
{
    auto *form = makeForm(m_details);
    m_role = makeRoleBox(QStringLiteral("memberRole"), m_details);
    m_role->setMaximumWidth(fieldWidth);
    addRow(form, tr("&Role"), m_role);
    m_department = makeField(QStringLiteral("memberDepartment"), tr("Department"), m_details);
    m_department->setMaximumWidth(fieldWidth);
    addRow(form, tr("&Department"), m_department);
    m_jobTitle = makeField(QStringLiteral("memberJobTitle"), tr("Position"), m_details);
    m_jobTitle->setMaximumWidth(fieldWidth);
    addRow(form, tr("&Position"), m_jobTitle);
    column->addLayout(form);
    auto *buttons = new QHBoxLayout;
    m_save = makeButton(QStringLiteral("saveMember"), tr("Save"), ButtonKind::Primary, m_details);
    m_remove =
        makeButton(QStringLiteral("removeMember"), tr("Remove from the organisation"), ButtonKind::Danger, m_details);
    buttons->addWidget(m_save);
    buttons->addWidget(m_remove);
    buttons->addStretch();
    column->addLayout(buttons);
    connect(m_save, &QPushButton::clicked, this, &MembersCard::save);
    connect(m_remove, &QPushButton::clicked, this, &MembersCard::remove);
}

void MembersCard::buildAccess(QBoxLayout *column)
{
    m_accessTitle = makeLabel({}, TextStyle::Heading, false, m_details);
    column->addWidget(m_accessTitle);
    m_accessTable = makePeopleTable(QStringLiteral("memberAccess"), tr("What this member may do"), m_access, m_details);
    column->addWidget(m_accessTable);
    m_overrides = new QWidget(m_details);
    auto *buttons = new QHBoxLayout(m_overrides);
    buttons->setContentsMargins(0, 0, 0, 0);
    const auto add = [&](const char *name, const QString &text, const QString &effect) {
        auto *button = makeButton(QString::fromLatin1(name), text, ButtonKind::Plain, m_overrides);
        buttons->addWidget(button);
        connect(button, &QPushButton::clicked, this, [this, effect] { overridePermission(effect); });
    };
    add("allowPermission", tr("Allow"), QStringLiteral("allow"));
    add("denyPermission", tr("Deny"), QStringLiteral("deny"));
    add("resetPermission", tr("As the role says"), {});
    buttons->addStretch();
    column->addWidget(m_overrides);
    m_reason = new ConversationReason(m_context, m_details);
    column->addWidget(m_reason);
}

bool MembersCard::mayManage() const
{
    const auto role = roleFromName(m_context.session.organization().role);
    return role && allows(*role, Permission::ManageMembers);
}

const api::Member *MembersCard::selected() const
{
    return m_members->memberAt(selectedRow(m_table));
}

void MembersCard::reload()
{
    m_reason->reload();
    m_context.session.call<api::MemberList>("users.list", api::ListRequest{membersShown, {}}, this,
                                            [this](const Result<api::MemberList> &answer) {
                                                if (!answer)
                                                    return m_notice->show(answer.error());
                                                m_members->setMembers(answer->items);
                                                m_count->setText(QString::number(answer->items.size()));
                                                m_count->show();
                                                showSelected();
                                                Q_EMIT membersRead(answer->items);
                                            });
}

void MembersCard::showSelected()
{
    const api::Member *member = selected();
    m_details->setVisible(member != nullptr);
    if (!member)
        return;
    const bool manages = mayManage();
    m_role->setCurrentIndex(m_role->findData(member->role));
    fillField(m_department, member->department.value_or(QString()));
    fillField(m_jobTitle, member->jobTitle.value_or(QString()));
    for (QWidget *control : std::initializer_list<QWidget *>{m_role, m_department, m_jobTitle, m_save, m_remove})
        control->setEnabled(manages);
    m_overrides->setVisible(manages);
    m_accessTitle->setText(tr("What %1 may do").arg(member->fullName));
    explain(member->id);
    m_reason->setMember(member->id, member->fullName);
}

void MembersCard::explain(UserId member)
{
    m_context.session.call<api::AccessExplanation>("users.explainAccess", api::ExplainAccessRequest{member, {}}, this,
                                                   [this](const Result<api::AccessExplanation> &answer) {
                                                       if (!answer)
                                                           return m_notice->show(answer.error());
                                                       takeExplanation(*answer);
                                                   });
}

void MembersCard::takeExplanation(const api::AccessExplanation &explanation)
{
    const api::Member *member = selected();
    if (!member || member->id != explanation.id)
        return; // another one was chosen meanwhile
    std::vector<TextTableModel::Row> rows;
    rows.reserve(explanation.permissions.size());
    for (const api::AccessAnswer &answer : explanation.permissions)
        rows.push_back({answer.permission, {answer.permission, answer.allowed ? tr("yes") : tr("no"), answer.why}});
    m_access->setRows(std::move(rows));
}

void MembersCard::send(const api::UpdateMemberRequest &request)
{
    m_context.session.call<api::Member>("users.update", request, this, [this](const Result<api::Member> &answer) {
        if (!answer)
            return m_notice->show(answer.error());
        m_members->replace(*answer);
        showSelected();
        m_notice->show(Notice::Kind::Success, tr("Saved. It holds from now on."));
    });
}

void MembersCard::save()
{
    const api::Member *member = selected();
    if (!member)
        return;
    api::UpdateMemberRequest request;
    request.id = member->id;
    request.role = m_role->currentData().toString();
    request.department = m_department->text().trimmed();
    request.jobTitle = m_jobTitle->text().trimmed();
    send(request);
}

void MembersCard::overridePermission(const QString &effect)
{
    const api::Member *member = selected();
    const QString permission = m_access->idAt(selectedRow(m_accessTable));
    if (!member || permission.isEmpty())
        return m_notice->show(Notice::Kind::Warning, tr("Select a permission first."));
    api::UpdateMemberRequest request;
    request.id = member->id;
    request.allowed = changedList(member->allowed, permission, effect == u"allow");
    request.denied = changedList(member->denied, permission, effect == u"deny");
    send(request);
}

void MembersCard::remove()
{
    const api::Member *member = selected();
    if (!member
        || !confirm(this, tr("Remove %1?").arg(member->fullName),
                    tr("Their sign-ins and API keys here end at once. What they made stays."), tr("Remove")))
        return;
    m_context.session.call<api::Empty>("users.remove", api::MemberRequest{member->id}, this,
                                       [this](const Result<api::Empty> &answer) {
                                           if (!answer)
                                               return m_notice->show(answer.error());
                                           reload();
                                       });
}

} // namespace tabletalk::ui
