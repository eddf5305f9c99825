// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/NamePage.h"

#include "ui/connections/DatabaseState.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

QString encryptionOf(const ConnectionUrl &url)
{
    const QString mode = url.option(u"sslmode");
    if (mode == u"disable")
        return NamePage::tr("Not encrypted");
    if (mode == u"require")
        return NamePage::tr("Encrypted");
    if (mode == u"verify-ca")
        return NamePage::tr("Encrypted, with a certificate that is checked");
    if (mode == u"verify-full")
        return NamePage::tr("Encrypted, with a certificate and name that are checked");
    return NamePage::tr("Encrypted when the server offers it");
}

} // namespace

NamePage::NamePage(QWidget *parent)
    : QWidget(parent)
    , m_name(makeField(u"name"_s, tr("Name for the database"), this))
    , m_notice(new Notice(this))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::large);
    auto *box = new QWidget(this);
    m_name->setPlaceholderText(tr("How you and your colleagues call it"));
    addRow(makeForm(box), tr("&Name"), m_name);
    column->addWidget(box);
    QVBoxLayout *inside = nullptr;
    auto *card = makeCard(this, &inside);
    auto *facts = new QWidget(card);
    m_facts = makeForm(facts);
    inside->addWidget(facts);
    column->addWidget(card);
    column->addWidget(makeLabel(tr("The password is kept encrypted and never shown again. The database is only ever "
                                   "read: statements that could change anything are refused here and by the database."),
                                TextStyle::Caption, true, this));
    column->addWidget(m_notice);
    column->addStretch();
    connect(m_name, &QLineEdit::textEdited, this, [this] { m_nameEdited = true; });
    connect(m_name, &QLineEdit::textChanged, this, &NamePage::changed);
    setFocusProxy(m_name);
}

QString NamePage::name() const
{
    return m_name->text().trimmed();
}

void NamePage::suggestName(const QString &name)
{
    if (!m_nameEdited)
        fillField(m_name, name);
}

void NamePage::addFact(const QString &title, const QString &text)
{
    auto *value = makeLabel(text, TextStyle::Body, false, m_facts->parentWidget());
    value->setTextInteractionFlags(Qt::TextSelectableByMouse);
    auto *label = makeLabel(title, TextStyle::Body, true, m_facts->parentWidget());
    label->setWordWrap(false);
    m_facts->addRow(label, value);
}

void NamePage::setSummary(const ConnectionUrl &url, const QString &reading)
{
    while (m_facts->rowCount() > 0)
        m_facts->removeRow(0);
    addFact(tr("Kind"), kindName(url.kindName()));
    addFact(url.kind == ConnectionKind::Sqlite ? tr("File") : tr("URL"),
            url.kind == ConnectionKind::Sqlite ? url.path : url.displayUrl());
    if (isServerKind(url.kind)) {
        addFact(tr("Account"), url.user.isEmpty() ? tr("none") : url.user);
        addFact(tr("Encryption"), encryptionOf(url));
    }
    addFact(tr("Reading"), reading);
}

void NamePage::showProblem(const Problem &problem)
{
    m_notice->show(problem);
}

void NamePage::forgetProblem()
{
    m_notice->hide();
}

} // namespace tabletalk::ui
