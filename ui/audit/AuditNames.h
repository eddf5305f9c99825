// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHash>
#include <QObject>
#include <QString>

namespace tabletalk::ui {

struct WindowContext;

/// What records say that something was done to, by name: they hold ids. Known is what the window knows anyway, and the
/// first few hundred of each kind that whoever looks may list.
class AuditNames : public QObject
{
    Q_OBJECT

public:
    AuditNames(WindowContext &context, QObject *parent);

    void reload();
    /// Empty where it is not known, as of what was deleted.
    QString nameOf(const QString &target) const;

Q_SIGNALS:
    void changed();

private:
    template <class List, class Request>
    void learn(const char *method, const Request &request);

    WindowContext &m_context;
    QHash<QString, QString> m_names; ///< by id; of what has to be asked for
};

} // namespace tabletalk::ui
