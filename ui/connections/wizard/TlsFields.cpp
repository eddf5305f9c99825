// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/wizard/TlsFields.h"

#include "ui/theme/Metrics.h"
#include "ui/theme/Theme.h"
#include "ui/widgets/Controls.h"
#include "ui/widgets/Form.h"

#include <QBoxLayout>
#include <QComboBox>
#include <QFileDialog>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

namespace tabletalk::ui {

using namespace Qt::StringLiterals;

namespace {

QString meaningOf(const QString &mode)
{
    if (mode == u"disable")
        return TlsFields::tr("Everything travels readable, the password too. Only for this computer or a network that "
                             "you trust.");
    if (mode == u"require")
        return TlsFields::tr("Nobody can listen in. Who the server is is not checked: somebody in between could "
                             "pretend to be it.");
    if (mode == u"verify-ca")
        return TlsFields::tr("Nobody can listen in, and the server must have a certificate of an authority that you "
                             "trust, whatever its name.");
    if (mode == u"verify-full")
        return TlsFields::tr("Nobody can listen in or pretend to be the server: its certificate must be trusted and "
                             "carry its name. The safest.");
    return TlsFields::tr("Encrypted if the server can. Somebody in between could switch it off without being noticed.");
}

} // namespace

TlsFields::TlsFields(bool local, QWidget *parent)
    : ConnectionFields(parent)
    , m_mode(new QComboBox(this))
    , m_meaning(makeLabel({}, TextStyle::Caption, true, this))
{
    auto *form = makeForm(this);
    m_mode->setObjectName(u"sslMode"_s);
    m_mode->setAccessibleName(tr("Encryption"));
    m_mode->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    m_mode->addItem(tr("When the server offers it"), QString());
    m_mode->addItem(tr("Never"), u"disable"_s);
    m_mode->addItem(tr("Always"), u"require"_s);
    m_mode->addItem(tr("Always, check who issued the certificate"), u"verify-ca"_s);
    m_mode->addItem(tr("Always, check certificate and name"), u"verify-full"_s);
    auto *mode = new QWidget(this);
    auto *column = new QVBoxLayout(mode);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::tiny);
    column->addWidget(m_mode);
    column->addWidget(m_meaning);
    addRow(form, tr("&Encryption"), m_mode, mode);
    m_meaning->setObjectName(u"sslMeaning"_s);
    m_files = {
        makeFileRow(form, "sslrootcert", tr("C&A certificate"), tr("File of the authority's certificate"), local),
        makeFileRow(form, "sslcert", tr("Client cert&ificate"), tr("File of the client's certificate"), local),
        makeFileRow(form, "sslkey", tr("Client &key"), tr("File of the client's key"), local)};
    connect(m_mode, &QComboBox::currentIndexChanged, this, &TlsFields::refresh);
    connect(m_mode, &QComboBox::activated, this, &ConnectionFields::edited);
    refresh();
}

TlsFields::FileRow TlsFields::makeFileRow(QFormLayout *form, const char *option, const QString &label,
                                          const QString &spoken, bool local)
{
    FileRow made;
    made.option = option;
    made.line = new QWidget(this);
    auto *row = new QHBoxLayout(made.line);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::small);
    made.field = makeField(QString::fromLatin1(option), spoken, made.line);
    made.field->setPlaceholderText(local ? tr("None") : tr("Path on the server's machine"));
    row->addWidget(made.field, 1);
    if (local) {
        auto *browse = makeButton(QString(u"choose."_s + QString::fromLatin1(option)), tr("Choose…"), ButtonKind::Plain,
                                  made.line, u"folder"_s);
        browse->setAccessibleName(tr("Choose: %1").arg(spoken));
        connect(browse, &QPushButton::clicked, this, [this, field = made.field, spoken] {
            const QString file = QFileDialog::getOpenFileName(
                this, spoken, QString(), tr("Certificates and keys (*.pem *.crt *.cer *.key);;All files (*)"));
            if (!file.isEmpty())
                field->setText(file);
        });
        row->addWidget(browse);
    }
    made.label = addRow(form, label, made.field, made.line);
    connect(made.field, &QLineEdit::textChanged, this, &ConnectionFields::edited);
    return made;
}

void TlsFields::show(const ConnectionUrl &url)
{
    m_kind = url.kind;
    const QString mode = url.option(u"sslmode");
    // A mode that the list does not offer is kept as it was pasted.
    if (m_mode->findData(mode) < 0)
        m_mode->addItem(mode == u"prefer" || mode == u"allow" ? tr("When the server offers it (%1)").arg(mode) : mode,
                        mode);
    m_mode->setCurrentIndex(m_mode->findData(mode));
    for (const FileRow &row : m_files)
        fillField(row.field, url.option(QString::fromLatin1(row.option)));
    refresh();
}

void TlsFields::apply(ConnectionUrl &url) const
{
    url.setOption(u"sslmode"_s, m_mode->currentData().toString());
    for (const FileRow &row : m_files)
        url.setOption(QString::fromLatin1(row.option), row.line->isHidden() ? QString() : row.field->text().trimmed());
}

/// Certificates are offered where the mode makes use of them, or where some are given.
void TlsFields::refresh()
{
    const QString mode = m_mode->currentData().toString();
    m_meaning->setText(meaningOf(mode));
    m_mode->setAccessibleDescription(m_meaning->text());
    const bool uses = mode == u"require" || mode.startsWith(u"verify");
    for (const FileRow &row : m_files) {
        const bool known = m_kind != ConnectionKind::SqlServer || qstrcmp(row.option, "sslrootcert") == 0;
        const bool shown = known && mode != u"disable" && (uses || !row.field->text().isEmpty());
        row.line->setVisible(shown);
        row.label->setVisible(shown);
    }
}

} // namespace tabletalk::ui
