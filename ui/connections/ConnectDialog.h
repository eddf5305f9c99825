// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/connections/DatabaseUrl.h"

#include "core/api/Databases.h"
#include "core/base/Problem.h"

#include <QDialog>
#include <QPointer>

class QBoxLayout;
class QButtonGroup;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSpinBox;
class QStackedWidget;

namespace tabletalk::ui {

class BusyDots;
class Notice;
struct WindowContext;

/// Connects a database: a file or a server's fields, with the URL that they make in view
/// and pasteable; a test; then it is created and its reading begins.
class ConnectDialog : public QDialog
{
    Q_OBJECT

public:
    ConnectDialog(WindowContext &context, QWidget *parent);

Q_SIGNALS:
    void created(tabletalk::ConnectionId id);

private:
    void buildKinds(QBoxLayout *column);
    QWidget *makeFilePage();
    QWidget *makeServerPage();
    void buildUrl(QBoxLayout *column);
    void buildButtons(QBoxLayout *column);

    DatabaseUrl fromFields() const;
    void toFields(const DatabaseUrl &url);
    void onFieldsChanged();
    void onUrlEdited(const QString &text);
    void chooseFile();
    void test();
    void create();
    void setBusy(bool busy, const QString &text = {});
    void showProblem(const Problem &problem);

    WindowContext &m_context;
    QButtonGroup *m_kinds;
    QStackedWidget *m_pages;
    QLineEdit *m_name;
    QLineEdit *m_file;
    QLineEdit *m_host;
    QSpinBox *m_port;
    QLineEdit *m_database;
    QLineEdit *m_user;
    QLineEdit *m_password;
    QComboBox *m_sslMode;
    QLineEdit *m_url;
    QLabel *m_urlState;
    Notice *m_notice;
    QWidget *m_busy;
    QLabel *m_busyText;
    QPushButton *m_test;
    QPushButton *m_create = nullptr;
    QPointer<QWidget> m_pressed;
    QString m_pasted; ///< a URL of a kind without fields, given on as it is
    bool m_nameEdited = false;
    bool m_filling = false;
};

} // namespace tabletalk::ui
