// SPDX-License-Identifier: GPL-3.0-or-later
//
// A university: departments, programmes, courses, students and their grades, from autumn
// 2019 to summer 2026. Skewed on purpose: some programmes are popular, some courses hard.
#include "server/samples/Names.h"
#include "server/samples/Organisations.h"
#include "server/samples/Random.h"
#include "server/samples/SampleWriter.h"

#include <QCoreApplication>

#include <array>

using namespace Qt::StringLiterals;

namespace tabletalk::sampledata {

namespace {

const QDate lastDay(2026, 6, 30);
constexpr int firstYear = 2019;
constexpr int studentCount = 6000;

std::vector<TableSpec> tables()
{
    return {
        {"campuses", {key("campus_id"), text("name"), text("city"), integer("opened_year")}},
        {"departments",
         {key("department_id"), text("name"), reference("campus_id", "campuses"), text("building"),
          amount("annual_budget"), integer("founded_year")}},
        {"instructors",
         {key("instructor_id"), text("first_name"), text("last_name"), text("email"), text("title"),
          reference("department_id", "departments"), amount("salary"), date("hired_on")}},
        {"programs",
         {key("program_id"), text("name"), text("degree"), reference("department_id", "departments"),
          integer("duration_years"), amount("yearly_tuition")}},
        {"students",
         {key("student_id"), text("first_name"), text("last_name"), text("email"), text("gender"), date("birth_date"),
          text("home_city"), text("country"), reference("program_id", "programs"),
          reference("advisor_id", "instructors").optional(), date("enrolled_on"), text("status")}},
        {"courses",
         {key("course_id"), text("code"), text("title"), reference("department_id", "departments"), integer("credits"),
          text("level")}},
        {"course_prerequisites",
         {reference("course_id", "courses").inKey(), reference("prerequisite_id", "courses").inKey()}},
        {"semesters",
         {key("semester_id"), text("name"), text("term"), integer("year"), date("starts_on"), date("ends_on")}},
        {"rooms",
         {key("room_id"), reference("campus_id", "campuses"), text("building"), text("room_number"), text("kind"),
          integer("capacity")}},
        {"sections",
         {key("section_id"), reference("course_id", "courses").indexed(), reference("semester_id", "semesters"),
          reference("instructor_id", "instructors"), reference("room_id", "rooms"), text("weekday"),
          integer("capacity")}},
        {"enrollments",
         {key("enrollment_id"), reference("student_id", "students").indexed(),
          reference("section_id", "sections").indexed(), date("enrolled_on"), text("grade").optional(),
          real("grade_points").optional()}},
        {"scholarships", {key("scholarship_id"), text("name"), text("sponsor"), amount("yearly_amount")}},
        {"scholarship_awards",
         {key("award_id"), reference("scholarship_id", "scholarships"), reference("student_id", "students"),
          date("awarded_on"), amount("amount")}},
        {"tuition_payments",
         {key("payment_id"), reference("student_id", "students").indexed(), reference("semester_id", "semesters"),
          date("paid_on"), amount("amount"), text("method")}},
        {"clubs", {key("club_id"), text("name"), text("category"), integer("founded_year")}},
        {"club_members",
         {reference("club_id", "clubs").inKey(), reference("student_id", "students").inKey(), date("joined_on"),
          text("role")}},
    };
}

struct Subject
{
    const char *department;
    const char *building;
    int campus;
    int founded;
    int popularity; ///< relative number of students
    const char *topics;
};

/// What is taught; courses, programmes and their popularity follow from it.
constexpr std::array<Subject, 14> subjects = {{
    {"Computer Science", "Turing Hall", 1, 1968, 20,
     "Programming|Data Structures|Algorithms|Operating Systems|Databases|Computer Networks|Machine Learning|Software "
     "Engineering|"
     "Compilers|Computer Graphics|Distributed Systems|Cryptography"},
    {"Business Administration", "Smith House", 2, 1951, 18,
     "Accounting|Marketing|Corporate Finance|Organisational Behaviour|Business Law|Operations "
     "Management|Strategy|Entrepreneurship|"
     "Human Resources|Negotiation"},
    {"Psychology", "James Building", 1, 1934, 13,
     "Cognitive Psychology|Developmental Psychology|Statistics for Psychologists|Social Psychology|Perception|Clinical "
     "Methods|"
     "Neuropsychology|Memory and Learning"},
    {"Medicine", "Galen Wing", 3, 1895, 12,
     "Anatomy|Physiology|Biochemistry of the Cell|Pathology|Pharmacology|Surgery|Internal "
     "Medicine|Epidemiology|Immunology|"
     "Paediatrics"},
    {"Mechanical Engineering", "Watt Hall", 2, 1921, 10,
     "Thermodynamics|Statics|Dynamics|Fluid Mechanics|Machine Design|Materials|Control Systems|Robotics"},
    {"Law", "Grotius House", 1, 1880, 9,
     "Contract Law|Criminal Law|Constitutional Law|Property Law|Torts|International Law|Legal Writing|Tax Law"},
    {"Economics", "Smith House", 2, 1911, 9,
     "Microeconomics|Macroeconomics|Econometrics|Game Theory|Public Finance|Labour Economics|Development Economics"},
    {"Biology", "Darwin Building", 3, 1902, 8,
     "Genetics|Cell Biology|Ecology|Evolution|Microbiology|Botany|Zoology|Molecular Biology"},
    {"Mathematics", "Noether Hall", 1, 1880, 6,
     "Calculus|Linear Algebra|Probability|Real Analysis|Abstract Algebra|Topology|Numerical Analysis|Number Theory"},
    {"History", "Herodotus House", 4, 1880, 5,
     "Ancient History|Medieval Europe|Modern History|History of Science|Historical Methods|The Cold War"},
    {"English Literature", "Bronte House", 4, 1890, 5,
     "Poetry|The Novel|Shakespeare|Modern Drama|Literary Theory|Creative Writing"},
    {"Physics", "Curie Building", 1, 1902, 5,
     "Classical Mechanics|Electromagnetism|Quantum Mechanics|Statistical Physics|Optics|Astrophysics|Particle Physics"},
    {"Chemistry", "Curie Building", 3, 1902, 4,
     "Organic Chemistry|Inorganic Chemistry|Physical Chemistry|Analytical Chemistry|Polymers|Spectroscopy"},
    {"Philosophy", "Herodotus House", 4, 1880, 2, "Logic|Ethics|Metaphysics|Philosophy of Mind|Political Philosophy"},
}};

void writePlaces(const SampleWriter &out)
{
    auto campuses = out.into("campuses");
    campuses.add(u"North Campus"_s, u"Berlin"_s, 1880);
    campuses.add(u"Riverside Campus"_s, u"Berlin"_s, 1911);
    campuses.add(u"Life Science Campus"_s, u"Leipzig"_s, 1895);
    campuses.add(u"Old Town Campus"_s, u"Hamburg"_s, 1880);

    Random random("university.departments");
    auto departments = out.into("departments");
    for (const Subject &subject : subjects)
        departments.add(QString::fromLatin1(subject.department), subject.campus, QString::fromLatin1(subject.building),
                        1000 * (400 + subject.popularity * 210 + random.between(0, 300)), subject.founded);

    auto rooms = out.into("rooms");
    for (int number = 0; number < 120; ++number) {
        const Subject &subject =
            subjects[static_cast<size_t>(random.between(0, static_cast<int>(subjects.size()) - 1))];
        const int kind = random.weighted({5, 3, 2});
        const QString kindName =
            std::array{u"seminar room"_s, u"lecture hall"_s, u"laboratory"_s}[static_cast<size_t>(kind)];
        const int capacity = kind == 1 ? random.between(8, 30) * 10 : random.between(4, 8) * 5;
        rooms.add(subject.campus, QString::fromLatin1(subject.building),
                  QString::number(100 * random.between(0, 4) + number), kindName, capacity);
    }
}

int writeInstructors(const SampleWriter &out)
{
    Random random("university.instructors");
    const Timeline hired(QDate(1992, 1, 1), QDate(2025, 12, 31),
                         {.months = {6, 4, 6, 10, 4, 3, 4, 12, 30, 25, 3, 2}, .yearlyGrowth = 10});
    const std::vector<QString> titles = words("Professor|Associate Professor|Assistant Professor|Lecturer");
    constexpr std::array<int, 4> base = {98000, 76000, 61000, 47000};
    auto instructors = out.into("instructors");
    for (int department = 1; department <= static_cast<int>(subjects.size()); ++department) {
        const int staff = 8 + subjects[static_cast<size_t>(department - 1)].popularity;
        for (int member = 0; member < staff; ++member) {
            const Person person = drawPerson(random);
            const auto rank = static_cast<size_t>(random.weighted({2, 3, 3, 4}));
            const int salary = base[rank] + 250 * random.bell(-30, 90) + (department == 4 ? 14000 : 0);
            instructors.add(person.firstName, person.lastName,
                            person.email(instructors.count() + 1, "staff.northfield.example"), titles[rank], department,
                            salary, isoDate(hired.pick(random)));
        }
    }
    return instructors.count();
}

/// The programmes of each department, by number.
std::vector<int> writePrograms(const SampleWriter &out)
{
    struct Degree
    {
        const char *name;
        int years;
        int tuition;
    };
    constexpr std::array<Degree, 3> degrees = {{{"Bachelor", 3, 4200}, {"Master", 2, 6800}, {"Doctorate", 4, 1500}}};
    std::vector<int> programsByPopularity;
    auto programs = out.into("programs");
    for (int department = 1; department <= static_cast<int>(subjects.size()); ++department) {
        const Subject &subject = subjects[static_cast<size_t>(department - 1)];
        for (const Degree &degree : degrees) {
            const int surcharge = department == 4 ? 2800 : department <= 2 ? 900 : 0;
            const int program = programs.add(
                u"%1 in %2"_s.arg(QString::fromLatin1(degree.name), QString::fromLatin1(subject.department)),
                QString::fromLatin1(degree.name), department, degree.years, degree.tuition + surcharge);
            const int share = degree.years == 3 ? 6 : degree.years == 2 ? 3 : 1;
            programsByPopularity.resize(programsByPopularity.size()
                                            + static_cast<size_t>(share) * static_cast<size_t>(subject.popularity),
                                        program);
        }
    }
    return programsByPopularity;
}

/// A student as later tables need it.
struct StudentFacts
{
    int department = 1;
    int firstSemester = 0; ///< 0 is autumn 2019
    int lastSemester = 0;
    int ability = 0; ///< shifts grades
};

std::vector<StudentFacts> writeStudents(const SampleWriter &out, const std::vector<int> &programs, int instructors)
{
    Random random("university.students");
    std::vector<StudentFacts> facts;
    auto students = out.into("students");
    for (int number = 1; number <= studentCount; ++number) {
        const Person person = drawPerson(random);
        const int program = random.pick(programs);
        const City home = random.pickSkewed(cities());
        // More students each year; a spring intake that is a fifth of the autumn's.
        const int year = firstYear + random.weighted({80, 78, 88, 97, 104, 112, 121});
        const bool spring = random.percent(17) && year < 2025;
        StudentFacts student;
        student.department = (program - 1) / 3 + 1;
        student.firstSemester = 2 * (year - firstYear) + (spring ? 1 : 0);
        const int length = std::array{6, 4, 8}[static_cast<size_t>((program - 1) % 3)] + random.weighted({6, 3, 2, 1});
        const bool withdrew = random.percent(9);
        student.lastSemester = student.firstSemester + (withdrew ? random.between(0, 3) : length - 1);
        student.ability = random.bell(-20, 20);
        const bool finished = student.lastSemester < 13;
        const QString status = finished            ? (withdrew ? u"withdrawn"_s : u"graduated"_s)
                               : random.percent(4) ? u"on leave"_s
                                                   : u"active"_s;
        student.lastSemester = std::min(student.lastSemester, 13);

        const QDate enrolled =
            spring ? QDate(year + 1, 3, random.between(1, 28)) : QDate(year, 9, random.between(1, 30));
        const QDate born = enrolled.addDays(-random.bell(18 * 365, 29 * 365));
        const QVariant advisor = random.percent(88) ? QVariant(random.between(1, instructors)) : QVariant();
        students.add(person.firstName, person.lastName, person.email(number, "northfield.example"), person.gender(),
                     isoDate(born), home.name, home.country, program, advisor, isoDate(enrolled), status);
        facts.push_back(student);
    }
    return facts;
}

void writeCourses(const SampleWriter &out)
{
    Random random("university.courses");
    auto courses = out.into("courses");
    auto prerequisites = out.into("course_prerequisites");
    for (int department = 1; department <= static_cast<int>(subjects.size()); ++department) {
        const Subject &subject = subjects[static_cast<size_t>(department - 1)];
        const QString prefix = QString::fromLatin1(subject.department).left(3).toUpper();
        int first = 0;
        int number = 100;
        for (const QString &topic : words(subject.topics)) {
            for (const auto &[suffix, level] :
                 {std::pair{u" I"_s, u"introductory"_s}, std::pair{u" II"_s, u"advanced"_s}}) {
                number += 10;
                const int credits = random.weighted({1, 3, 4}) + 4;
                const int course = courses.add(u"%1-%2"_s.arg(prefix).arg(number), QString(topic + suffix), department,
                                               credits, level);
                if (first == 0)
                    first = course;
                else if (suffix == u" II")
                    prerequisites.add(course, course - 1);
                else if (random.percent(35))
                    prerequisites.add(course, first);
            }
        }
    }
}

void writeSemesters(const SampleWriter &out)
{
    auto semesters = out.into("semesters");
    for (int year = firstYear; year < firstYear + 7; ++year) {
        semesters.add(u"Fall %1"_s.arg(year), u"Fall"_s, year, isoDate(QDate(year, 9, 15)),
                      isoDate(QDate(year + 1, 1, 31)));
        semesters.add(u"Spring %1"_s.arg(year + 1), u"Spring"_s, year + 1, isoDate(QDate(year + 1, 3, 1)),
                      isoDate(QDate(year + 1, 6, 30)));
    }
}

struct SectionFacts
{
    int id = 0;
    int hardness = 0;
};

/// sections[semester][department]
using Sections = std::vector<std::vector<std::vector<SectionFacts>>>;

Sections writeSections(const SampleWriter &out)
{
    Random random("university.sections");
    const std::vector<QString> weekdays = words("Monday|Tuesday|Wednesday|Thursday|Friday");
    Sections made(14, std::vector<std::vector<SectionFacts>>(subjects.size() + 1));
    auto sections = out.into("sections");
    int course = 0;
    int firstInstructor = 1;
    for (int department = 1; department <= static_cast<int>(subjects.size()); ++department) {
        const Subject &subject = subjects[static_cast<size_t>(department - 1)];
        const int staff = 8 + subject.popularity;
        for (size_t repeat = 0; repeat < 2 * words(subject.topics).size(); ++repeat) {
            ++course;
            const int hardness = random.bell(-16, 16);
            for (int semester = 0; semester < 14; ++semester) {
                if (!random.percent(72))
                    continue;
                const int id =
                    sections.add(course, semester + 1, firstInstructor + random.skewed(staff), random.between(1, 120),
                                 random.pickSkewed(weekdays), random.between(4, 24) * 10);
                made[static_cast<size_t>(semester)][static_cast<size_t>(department)].push_back({id, hardness});
            }
        }
        firstInstructor += staff;
    }
    return made;
}

void writeEnrollments(const SampleWriter &out, const std::vector<StudentFacts> &students, const Sections &sections)
{
    Random random("university.enrollments");
    const std::vector<QString> grades = words("A|A-|B+|B|B-|C+|C|D|F");
    constexpr std::array<int, 9> points = {40, 37, 33, 30, 27, 23, 20, 10, 0};
    auto enrollments = out.into("enrollments");
    for (int semester = 0; semester < 14; ++semester) {
        const QDate starts =
            semester % 2 == 0 ? QDate(firstYear + semester / 2, 9, 1) : QDate(firstYear + 1 + semester / 2, 2, 20);
        for (size_t student = 0; student < students.size(); ++student) {
            const StudentFacts &facts = students[student];
            if (semester < facts.firstSemester || semester > facts.lastSemester)
                continue;
            const auto &offered = sections[static_cast<size_t>(semester)][static_cast<size_t>(facts.department)];
            const int wanted = random.between(1, 4);
            size_t at = static_cast<size_t>(random.skewed(static_cast<int>(offered.size())));
            for (int taken = 0; taken < wanted && at < offered.size();
                 ++taken, at += static_cast<size_t>(random.between(1, 4))) {
                const SectionFacts &section = offered[at];
                const QDate on = starts.addDays(random.between(0, 20));
                // The running semester has no grades yet, and some courses are dropped.
                if (semester == 13 || random.percent(4)) {
                    enrollments.add(int(student) + 1, section.id, isoDate(on), QVariant(), QVariant());
                    continue;
                }
                const int place =
                    std::clamp(random.bell(-60, 160) + facts.ability + section.hardness, 0, 119) * 9 / 120;
                enrollments.add(int(student) + 1, section.id, isoDate(on), grades[static_cast<size_t>(place)],
                                points[static_cast<size_t>(place)] / 10.0);
            }
        }
    }
}

void writeMoney(const SampleWriter &out, const std::vector<StudentFacts> &students)
{
    Random random("university.money");
    auto scholarships = out.into("scholarships");
    const std::vector<QString> names = words("Merit Scholarship|First Generation Grant|Women in Engineering "
                                             "Award|Global Talent Fund|Alumni Scholarship|Sports Excellence Grant|"
                                             "Curie Fellowship|Rural Access Grant|Arts and Letters Prize|Medical "
                                             "Service Bursary|Hardship Fund|Research Assistantship");
    const std::vector<QString> sponsors =
        words("Northfield Foundation|Alumni Association|City of Berlin|Helios Clinics|Federal Ministry of Education");
    for (const QString &name : names)
        scholarships.add(name, random.pickSkewed(sponsors), 500 * random.between(2, 16));

    auto awards = out.into("scholarship_awards");
    const Timeline awarded(QDate(2019, 10, 1), lastDay,
                           {.months = {3, 2, 6, 12, 3, 2, 1, 1, 6, 30, 14, 4}, .yearlyGrowth = 8});
    for (const QDate &on : awarded.draw(random, 1500)) {
        const int scholarship = random.skewed(12) + 1;
        awards.add(scholarship, random.between(1, studentCount), isoDate(on), 250 * random.between(2, 20));
    }

    auto payments = out.into("tuition_payments");
    const std::vector<QString> methods = words("bank transfer|credit card|direct debit|student loan");
    for (int semester = 0; semester < 14; ++semester) {
        const QDate due =
            semester % 2 == 0 ? QDate(firstYear + semester / 2, 10, 1) : QDate(firstYear + 1 + semester / 2, 3, 15);
        for (size_t student = 0; student < students.size(); ++student) {
            const StudentFacts &facts = students[student];
            if (semester < facts.firstSemester || semester > facts.lastSemester || random.percent(6))
                continue;
            const int amountDue = 750 + 25 * semester
                                  + (facts.department == 4   ? 1400
                                     : facts.department <= 2 ? 450
                                                             : 0)
                                  + 50 * random.between(0, 24);
            const QDate on = std::min(due.addDays(random.bell(-25, 60)), lastDay);
            payments.add(int(student) + 1, semester + 1, isoDate(on), amountDue, random.pickSkewed(methods));
        }
    }
}

QDate startOf(int semester)
{
    return semester % 2 == 0 ? QDate(firstYear + semester / 2, 9, 15) : QDate(firstYear + 1 + semester / 2, 3, 1);
}

void writeClubs(const SampleWriter &out, const std::vector<StudentFacts> &students)
{
    Random random("university.clubs");
    auto clubs = out.into("clubs");
    const std::vector<std::pair<const char *, const char *>> list = {
        {"Football Club", "sports"},     {"Debate Society", "academic"},  {"Chess Club", "games"},
        {"University Choir", "music"},   {"Robotics Team", "technology"}, {"Film Society", "culture"},
        {"Rowing Club", "sports"},       {"Jazz Band", "music"},          {"Hiking Group", "sports"},
        {"Theatre Company", "culture"},  {"Coding Circle", "technology"}, {"Model United Nations", "academic"},
        {"Photography Club", "culture"}, {"Volleyball Team", "sports"},   {"Board Game Nights", "games"},
        {"Green Campus", "community"},   {"Student Radio", "community"},  {"Astronomy Club", "academic"},
    };
    for (const auto &[name, category] : list)
        clubs.add(QString::fromLatin1(name), QString::fromLatin1(category), random.between(1950, 2022));

    auto members = out.into("club_members");
    for (int club = 1; club <= static_cast<int>(list.size()); ++club) {
        int student = random.between(1, 20);
        const int step = 8 + 4 * club;
        for (bool first = true; student <= studentCount; student += random.between(step / 2, step * 2), first = false) {
            const QString role = first ? u"president"_s : random.percent(3) ? u"treasurer"_s : u"member"_s;
            const StudentFacts &facts = students[static_cast<size_t>(student - 1)];
            const QDate joined =
                startOf(random.between(facts.firstSemester, facts.lastSemester)).addDays(random.between(0, 90));
            members.add(club, student, isoDate(joined), role);
        }
    }
}

} // namespace

SampleInfo universityInfo()
{
    return {Sample::University,
            u"university"_s,
            QCoreApplication::translate("Sample", "University"),
            QCoreApplication::translate("Sample",
                                        "Northfield University: students, courses, grades and tuition, 2019 to 2026"),
            {u"How many students are active?"_s, u"Number of students for each country"_s,
             u"Which department has the highest annual budget?"_s, u"Total tuition payments by month in 2025"_s,
             u"List the courses of the Physics department"_s}};
}

void fillUniversity(const QSqlDatabase &database)
{
    const SampleWriter out(database, tables());
    writePlaces(out);
    const int instructors = writeInstructors(out);
    const std::vector<int> programs = writePrograms(out);
    const std::vector<StudentFacts> students = writeStudents(out, programs, instructors);
    writeCourses(out);
    writeSemesters(out);
    const Sections sections = writeSections(out);
    writeEnrollments(out, students, sections);
    writeMoney(out, students);
    writeClubs(out, students);
    out.createIndexes();
}

} // namespace tabletalk::sampledata
