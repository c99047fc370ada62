package io.vecurrent.kernels;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.library.GeneralCodingRules;
import io.vecurrent.kernels.internal.AllocationMeter;
import io.vecurrent.kernels.internal.VmOptions;
import io.vecurrent.kernels.support.Facade;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Who may know whom; the module descriptor cannot say it inside one module. */
@Tag("once")
class ArchitectureTest {
  private static final String VECTOR = "io.vecurrent.kernels.vector..";
  private static final String API = "jdk.incubator.vector..";

  private static final JavaClasses MAIN =
      new ClassFileImporter().importPath(Facade.location(Backend.class));

  @Test
  void theClassesAreFound() {
    assertTrue(MAIN.contain(Backend.class));
    assertTrue(MAIN.contain("io.vecurrent.kernels.vector.VectorKernels"));
  }

  @Test
  void onlyTheVectorPackageUsesTheIncubatorModule() {
    noClasses()
        .that()
        .resideOutsideOfPackage(VECTOR)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(API)
        .check(MAIN);
  }

  @Test
  void nothingElseNamesTheVectorPackage() {
    noClasses()
        .that()
        .resideOutsideOfPackage(VECTOR)
        .should()
        .dependOnClassesThat()
        .resideInAPackage(VECTOR)
        .check(MAIN);
  }

  @Test
  void thereIsNoDependency() {
    classes()
        .should()
        .onlyDependOnClassesThat(
            resideInAnyPackage("java..", API, "io.vecurrent.kernels..", "com.sun.management"))
        .check(MAIN);
  }

  @Test
  void onlyTheVmOptionsUseManagement() {
    noClasses()
        .that()
        .doNotBelongToAnyOf(AllocationMeter.class, VmOptions.class)
        .should()
        .dependOnClassesThat(resideInAnyPackage("java.lang.management..", "com.sun.management.."))
        .check(MAIN);
  }

  /** Of the packages of java.base, and of no other module. */
  @Test
  void everythingElseIsInTheBaseModule() {
    Set<String> used =
        MAIN.stream()
            .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
            .map(dependency -> dependency.getTargetClass())
            .filter(
                resideOutsideOfPackages(
                    "io.vecurrent..", API, "java.lang.management..", "com.sun.management.."))
            .map(JavaClass::getBaseComponentType)
            .filter(type -> !type.isPrimitive())
            .map(JavaClass::reflect)
            .map(type -> type.getModule().getName())
            .filter(name -> !name.equals("io.vecurrent.kernels"))
            .collect(Collectors.toCollection(TreeSet::new));
    assertEquals(Set.of("java.base"), used);
  }

  @Test
  void nothingPrints() {
    GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(MAIN);
  }

  @Test
  void backEndsDoNotKnowTheFacade() {
    noClasses()
        .that()
        .resideInAnyPackage("..scalar..", "..vector..", "..spi..", "..internal..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("io.vecurrent.kernels")
        .check(MAIN);
  }

  /** A vector in a field is boxed. */
  @Test
  void noFieldHoldsAVector() {
    noFields()
        .should()
        .haveRawType("jdk.incubator.vector.FloatVector")
        .orShould()
        .haveRawType("jdk.incubator.vector.IntVector")
        .check(MAIN);
  }

  @Test
  void publicClassesOfTheFacadeAreFinal() {
    classes()
        .that()
        .resideInAPackage("io.vecurrent.kernels")
        .and()
        .arePublic()
        .should()
        .haveModifier(JavaModifier.FINAL)
        .check(MAIN);
  }
}
