// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/Problem.h"
#include "tests/support/TestRunner.h"

#include <QSet>
#include <QTest>

using namespace tabletalk;

class TestProblem : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasItsOwnRowInDeclarationOrder()
    {
        QSet<QString> names;
        int position = 0;
        for (const ProblemCodeInfo &info : problemCodes()) {
            QCOMPARE(static_cast<int>(info.code), position++);
            names.insert(QString::fromLatin1(info.name));
        }
        QCOMPARE(names.size(), qsizetype(problemCodes().size()));
        QCOMPARE(problemCodes().back().code, ProblemCode::Internal);
    }

    void codeNamesCanBeReadBack()
    {
        for (const ProblemCodeInfo &info : problemCodes())
            QCOMPARE(problemCodeFromName(Problem::of(info.code).codeName()), info.code);
        QVERIFY(!problemCodeFromName(u"no_such_code"));
    }

    void anInvalidFieldIsNamedWithItsPath()
    {
        const Problem problem = Problem::invalid(QStringLiteral("params.name"), QStringLiteral("must not be empty"));
        QCOMPARE(problem.code, ProblemCode::InvalidRequest);
        QCOMPARE(problem.errors,
                 (std::vector<FieldError>{{QStringLiteral("params.name"), QStringLiteral("must not be empty")}}));
    }
};

static const bool registered = tabletalk::test::add<TestProblem>();
#include "tst_Problem.moc"
