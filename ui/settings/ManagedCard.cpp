// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/settings/ManagedCard.h"

#include "ui/session/ManagedSettings.h"
#include "ui/theme/Icons.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Notice.h"

#include <QAction>
#include <QBoxLayout>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

QString methodText(SignInMethod method)
{
    switch (method) {
    case SignInMethod::Any:
        return ManagedCard::tr("As people like");
    case SignInMethod::Password:
        return ManagedCard::tr("Password");
    case SignInMethod::SingleSignOn:
        return ManagedCard::tr("Single sign-on");
    case SignInMethod::None:
        break;
    }
    return ManagedCard::tr("None, because it cannot be read");
}

QString textOr(const QString &text)
{
    return text.isEmpty() ? ManagedCard::tr("None, because it cannot be read") : text;
}

} // namespace

ManagedCard::ManagedCard(const ManagedSettings &managed, QWidget *parent)
    : QWidget(parent)
    , m_source(managed.sourceText())
{
    setObjectName(u"managedCard"_s);
    auto *fill = new QVBoxLayout(this);
    fill->setContentsMargins(0, 0, 0, 0);
    QVBoxLayout *inside = nullptr;
    fill->addWidget(makeCard(this, &inside));
    inside->addWidget(makeLabel(tr("Set by your organisation"), TextStyle::Heading, false, this));
    auto *source = makeLabel(
        tr("Whoever administers this computer set this in %1. It cannot be changed here.").arg(managed.policy().source),
        TextStyle::Body, true, this);
    source->setTextInteractionFlags(Qt::TextSelectableByMouse);
    inside->addWidget(source);
    auto *notice = new Notice(this);
    notice->setObjectName(u"managedNotice"_s);
    notice->hide();
    inside->addWidget(notice);
    if (const auto problem = managed.policy().problem())
        notice->show(*problem);
    m_form = new QFormLayout;
    m_form->setHorizontalSpacing(space::huge);
    m_form->setVerticalSpacing(space::medium);
    m_form->setLabelAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    inside->addLayout(m_form);
    const ManagedPolicy &policy = managed.policy();
    if (policy.serverUrl.isSet())
        add(u"serverUrl"_s, tr("Server"), textOr(*policy.serverUrl.value), policy.serverUrl.locked);
    if (policy.allowOwnServer.isSet())
        add(u"allowOwnServer"_s, tr("Server on this computer"),
            *policy.allowOwnServer.value ? tr("Allowed") : tr("Not allowed"), true);
    if (policy.caFile.isSet())
        add(u"caFile"_s, tr("Trusted authorities"), textOr(*policy.caFile.value), policy.caFile.locked);
    if (policy.trustNewCertificates.isSet())
        add(u"trustNewCertificates"_s, tr("Other certificates"),
            *policy.trustNewCertificates.value ? tr("People may accept them") : tr("Refused"), true);
    if (policy.signInMethod.isSet())
        add(u"signInMethod"_s, tr("Sign-in"), methodText(*policy.signInMethod.value), policy.signInMethod.locked);
    if (policy.airGap.isSet())
        add(u"airGap"_s, tr("Air gap"), *policy.airGap.value ? tr("On: nothing is sent to other machines") : tr("Off"),
            true);
    if (policy.updateCheck.isSet())
        add(u"updateCheck"_s, tr("Looking for updates"), tr("Never, whatever is set: this program does not do it"),
            true);
}

void ManagedCard::add(const QString &key, const QString &label, const QString &value, bool isLocked)
{
    auto *field = new QLineEdit(value, this);
    field->setObjectName(u"managed."_s + key);
    field->setReadOnly(true); // and not disabled: it is to be read, by screen readers too
    field->setCursorPosition(0);
    field->setProperty("locked", isLocked);
    field->setAccessibleName(isLocked ? tr("%1, locked").arg(label) : label);
    field->setAccessibleDescription(m_source);
    field->setToolTip(isLocked ? m_source : QString(m_source + u' ' + tr("It is what is begun with.")));
    if (isLocked) {
        QAction *lock = field->addAction(icon(u"lock"_s, IconTint::Muted), QLineEdit::TrailingPosition);
        lock->setToolTip(m_source);
        lock->setText(tr("Locked"));
    }
    m_form->addRow(label, field);
}

} // namespace tabletalk::ui
