// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/knowledge/AddressDialog.h"

#include "ui/session/Session.h"
#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/ButtonHold.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"
#include "ui/widgets/Notice.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSpinBox>

namespace tabletalk::ui {

namespace {

constexpr int dialogWidth = 520;
constexpr int usualDepth = 2;
constexpr int mostDepth = 10;
constexpr int usualPages = 100;
constexpr int mostPages = 2'000;

QSpinBox *makeNumber(const QString &objectName, const QString &name, int least, int most, int value, QWidget *parent)
{
    auto *box = new QSpinBox(parent);
    box->setObjectName(objectName);
    box->setAccessibleName(name);
    box->setRange(least, most);
    box->setValue(value);
    return box;
}

} // namespace

QComboBox *makeAudienceChoice(QWidget *parent)
{
    auto *choice = new QComboBox(parent);
    choice->setObjectName(QStringLiteral("documentAudience"));
    choice->setAccessibleName(AddressDialog::tr("Who sees it"));
    choice->addItem(AddressDialog::tr("Everybody but guests"), QStringLiteral("organization"));
    choice->addItem(AddressDialog::tr("Everybody, and guests"), QStringLiteral("public"));
    choice->addItem(AddressDialog::tr("Only you"), QStringLiteral("private"));
    return choice;
}

AddressDialog::AddressDialog(Session &session, WorkspaceId workspace, QWidget *parent)
    : QDialog(parent)
    , m_session(session)
    , m_workspace(workspace)
{
    setObjectName(QStringLiteral("addressDialog"));
    setWindowTitle(tr("Add a web page or site"));
    setMinimumWidth(dialogWidth);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(space::huge, space::huge, space::huge, space::huge);
    column->setSpacing(space::medium);
    column->addWidget(makeLabel(tr("Only what the site's robots.txt allows is read. Pages behind a sign-in are not."),
                                TextStyle::Body, true, this));
    auto *form = makeForm(this);
    m_url = makeField(QStringLiteral("documentUrl"), tr("Address"), this);
    m_url->setPlaceholderText(QStringLiteral("https://example.org/handbook"));
    addRow(form, tr("Address"), m_url);
    m_isSite = new QCheckBox(tr("Follow its links, and read the pages that they lead to"), this);
    m_isSite->setObjectName(QStringLiteral("documentSite"));
    form->addRow(QString(), m_isSite);
    m_depth =
        makeNumber(QStringLiteral("siteDepth"), tr("Links away from the address"), 0, mostDepth, usualDepth, this);
    m_pages = makeNumber(QStringLiteral("sitePages"), tr("Pages at most"), 1, mostPages, usualPages, this);
    m_prefix = makeField(QStringLiteral("sitePrefix"), tr("Only pages below"), this);
    m_prefix->setPlaceholderText(tr("/handbook/ – that of the address when empty"));
    addRow(form, tr("Links away"), m_depth);
    addRow(form, tr("Pages at most"), m_pages);
    addRow(form, tr("Only pages below"), m_prefix);
    m_audience = makeAudienceChoice(this);
    addRow(form, tr("Who sees it"), m_audience);
    column->addLayout(form);
    m_notice = new Notice(this);
    m_notice->hide();
    column->addWidget(m_notice);
    auto *row = new QHBoxLayout;
    row->addStretch();
    auto *cancel = makeButton(QStringLiteral("cancelAddress"), tr("Cancel"), ButtonKind::Plain, this);
    m_add = makeButton(QStringLiteral("addAddress"), tr("Add"), ButtonKind::Primary, this);
    m_add->setDefault(true);
    row->addWidget(cancel);
    row->addWidget(m_add);
    column->addLayout(row);
    connect(cancel, &QPushButton::clicked, this, &QDialog::reject);
    connect(m_add, &QPushButton::clicked, this, &AddressDialog::add);
    connect(m_isSite, &QCheckBox::toggled, this, &AddressDialog::showLimits);
    showLimits();
}

void AddressDialog::showLimits()
{
    for (QWidget *field :
         {static_cast<QWidget *>(m_depth), static_cast<QWidget *>(m_pages), static_cast<QWidget *>(m_prefix)})
        field->setEnabled(m_isSite->isChecked());
}

void AddressDialog::add()
{
    api::AddUrlRequest request;
    request.workspaceId = m_workspace;
    request.url = m_url->text().trimmed();
    if (!request.url.contains(u"://"))
        request.url.prepend(QStringLiteral("https://"));
    request.visibility = m_audience->currentData().toString();
    if (m_isSite->isChecked())
        request.site = api::SiteLimits{m_depth->value(), m_pages->value(), m_prefix->text().trimmed()};
    m_notice->hide();
    m_session.call<api::Document>("documents.addUrl", request, this,
                                  [this, sent = ButtonHold::on(m_add)](const Result<api::Document> &answer) {
                                      if (!answer)
                                          return m_notice->show(answer.error());
                                      Q_EMIT added(*answer);
                                      accept();
                                  });
}

} // namespace tabletalk::ui
